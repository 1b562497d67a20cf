/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "taskforce.h"

static const struct {
    const char *name;
    uint8_t hub_priority; /* the officers have one queue */
} kinds[TASK_KINDS] = {
    [TASK_REFERRAL] = {"referral", 0},
    [TASK_TRAINING] = {"training", 2},
    [TASK_VISIT] = {"visit", 2},
    [TASK_CALLBACK] = {"call-back", 2},
    [TASK_FOLLOWUP] = {"follow-up", 2},
    [TASK_COORDINATION] = {"coordination", 3},
    [TASK_STATISTICS] = {"statistics", 3},
    [TASK_CONTRACTS] = {"contracts", 0},
    [TASK_GOVERNMENT_VISIT] = {"visit", 0},
    [TASK_INSTRUCTION] = {"instruction", 0},
};

const char *taskforce_kind_name(enum task_kind kind)
{
    return kinds[kind].name;
}

uint32_t taskforce_actor(enum taskforce_id id)
{
    return id == TASKFORCE_HUB ? WORLD_HUB : WORLD_OFFICERS;
}

static void tell(struct world *self, enum taskforce_id id, const char *activity, const struct task *task,
                 double value)
{
    const bool of_request = task->kind == TASK_REFERRAL && task->object != NONE;

    STATE_TELL(self, activity, kinds[task->kind].name, of_request ? self->requests[task->object].number : 0,
               taskforce_actor(id), task->subject < NONE ? task->subject : WORLD_NOBODY, value);
}

static void unlink_task(struct world *self, uint32_t *head, uint32_t *tail, uint32_t index)
{
    const struct task *const task = &self->tasks[index];

    if (task->previous != NONE)
        self->tasks[task->previous].next = task->next;
    else
        *head = task->next;
    if (task->next != NONE)
        self->tasks[task->next].previous = task->previous;
    else if (tail != NULL)
        *tail = task->previous;
}

static void begin(struct world *self, enum taskforce_id id, uint32_t index)
{
    struct taskforce *const force = &self->taskforces[id];
    struct task *const task = &self->tasks[index];
    const double now = state_now(self);

    task->running = true;
    task->begun = now;
    task->previous = NONE;
    task->next = force->running;
    if (force->running != NONE)
        self->tasks[force->running].previous = index;
    force->running = index;
    force->busy++;
    force->begun++;
    force->delay += now - task->raised;
    tally_level_add(&force->busy_level, now, 1.0);
    tell(self, id, "task_begins", task, task->hours);
    state_schedule(self, now + task->hours / HOURS_PER_DAY, EVENT_CLASS_COMPLETION, EVENT_TASK_DONE, id, index);
}

static void begin_waiting(struct world *self, enum taskforce_id id)
{
    struct taskforce *const force = &self->taskforces[id];

    while (!force->closed && force->busy < force->staff && force->waiting > 0) {
        unsigned priority = 0;
        uint32_t index;

        while (force->head[priority] == NONE)
            priority++;
        index = force->head[priority];
        unlink_task(self, &force->head[priority], &force->tail[priority], index);
        force->waiting--;
        begin(self, id, index);
    }
}

uint32_t taskforce_raise(struct world *self, enum taskforce_id id, enum task_kind kind, double hours,
                         uint32_t subject, uint32_t object, uint32_t number)
{
    struct taskforce *const force = &self->taskforces[id];
    const uint8_t priority = id == TASKFORCE_HUB ? kinds[kind].hub_priority : 0;
    const uint32_t index = state_take_task(self);
    struct task *task;

    if (index == NONE)
        return NONE;
    task = &self->tasks[index];
    *task = (struct task){.raised = state_now(self),
                          .hours = hours,
                          .subject = subject,
                          .object = object,
                          .number = number,
                          .next = NONE,
                          .previous = force->tail[priority],
                          .kind = (uint8_t)kind,
                          .priority = priority,
                          .force = (uint8_t)id};
    if (task->previous != NONE)
        self->tasks[task->previous].next = index;
    else
        force->head[priority] = index;
    force->tail[priority] = index;
    force->waiting++;
    tell(self, id, "task_raised", task, hours);
    begin_waiting(self, id);
    return index;
}

void taskforce_withdraw(struct world *self, enum taskforce_id id, uint32_t index)
{
    struct taskforce *const force = &self->taskforces[id];
    struct task *const task = &self->tasks[index];

    tell(self, id, "task_withdrawn", task, NAN);
    if (task->running) {
        task->withdrawn = true;
        task->object = NONE;
        return;
    }
    unlink_task(self, &force->head[task->priority], &force->tail[task->priority], index);
    force->waiting--;
    state_give_task(self, index);
}

bool taskforce_waits(const struct world *self, uint32_t task)
{
    return task != NONE && !self->tasks[task].running;
}

void taskforce_on_task_done(struct world *self, uint32_t id, uint32_t index)
{
    struct taskforce *const force = &self->taskforces[id];
    struct task *const task = &self->tasks[index];

    tell(self, id, "task_ends", task, task->hours);
    force->hours[task->kind] += task->hours;
    unlink_task(self, &force->running, NULL, index);
    force->busy--;
    tally_level_add(&force->busy_level, state_now(self), -1.0);
    state_give_task(self, index);
    begin_waiting(self, id);
}

void taskforce_on_hub_closes(struct world *self, uint32_t subject, uint32_t object)
{
    (void)subject;
    (void)object;
    self->taskforces[TASKFORCE_HUB].closed = true;
    STATE_TELL(self, "hub_closes", "", 0, WORLD_HUB, WORLD_NOBODY, NAN);
}

void taskforce_on_hub_opens(struct world *self, uint32_t subject, uint32_t object)
{
    (void)subject;
    (void)object;
    self->taskforces[TASKFORCE_HUB].closed = false;
    STATE_TELL(self, "hub_opens", "", 0, WORLD_HUB, WORLD_NOBODY, NAN);
    begin_waiting(self, TASKFORCE_HUB);
}

void taskforce_reset(struct world *self, enum taskforce_id id, uint32_t staff)
{
    struct taskforce *const force = &self->taskforces[id];

    *force = (struct taskforce){.staff = staff, .running = NONE};
    for (int i = 0; i < TASK_PRIORITIES; i++)
        force->head[i] = force->tail[i] = NONE;
    tally_level_reset(&force->busy_level, 0.0, 0.0);
}

double taskforce_hours(const struct world *self, enum taskforce_id id, enum task_kind kind)
{
    const double now = fmin(state_now(self), self->params.programme.horizon);
    const struct taskforce *const force = &self->taskforces[id];
    double hours = force->hours[kind];

    for (uint32_t i = force->running; i != NONE; i = self->tasks[i].next) {
        if (self->tasks[i].kind == kind)
            hours += (now - self->tasks[i].begun) * HOURS_PER_DAY;
    }
    return hours;
}
