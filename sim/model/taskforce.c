/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "taskforce.h"

#include "provider.h"

static const struct {
    const char *name;
    uint8_t hub_priority; /* the officers have one queue */
} kinds[TASK_KINDS] = {
    [TASK_REFERRAL] = {"referral", 0},         [TASK_ONBOARDING] = {"onboarding", 1},
    [TASK_TRAINING] = {"training", 2},         [TASK_VISIT] = {"visit", 2},
    [TASK_CALLBACK] = {"call-back", 2},        [TASK_FOLLOWUP] = {"follow-up", 2},
    [TASK_COORDINATION] = {"coordination", 3}, [TASK_STEERING] = {"steering", 3},
    [TASK_MATCHING] = {"matching", 3},         [TASK_STATISTICS] = {"statistics", 3},
    [TASK_CONTRACTS] = {"contracts", 0},       [TASK_GOVERNMENT_VISIT] = {"visit", 0},
    [TASK_INSTRUCTION] = {"instruction", 0},   [TASK_BUREAU] = {"bureau", 0},
};

const char *taskforce_kind_name(enum task_kind kind)
{
    return kinds[kind].name;
}

uint32_t taskforce_actor(const struct world *self, uint32_t force)
{
    if (force == state_officers(self))
        return WORLD_OFFICERS;
    return force == state_apex(self) ? WORLD_APEX : WORLD_HUB - force;
}

static void tell(struct world *self, const char *activity, const struct task *task, double value)
{
    const bool of_request = task->kind == TASK_REFERRAL && task->object != NONE;

    STATE_TELL(self, activity, kinds[task->kind].name, of_request ? self->requests[task->object].number : 0,
               task->server == NONE ? taskforce_actor(self, task->force) : task->server,
               task->subject < NONE ? task->subject : WORLD_NOBODY, value);
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

/* `server`: the provider whose team does it, NONE for a server of the pool. */
static void begin(struct world *self, uint32_t id, uint32_t index, uint32_t server)
{
    struct taskforce *const force = &self->taskforces[id];
    struct task *const task = &self->tasks[index];
    const double now = state_now(self);

    unlink_task(self, &force->head[task->priority], &force->tail[task->priority], index);
    force->waiting--;
    task->running = true;
    task->server = server;
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
    tell(self, "task_begins", task, task->hours);
    state_schedule(self, now + task->hours / force->pace, EVENT_CLASS_COMPLETION, EVENT_TASK_DONE, id, index);
}

/* The waiting task that goes next, NONE when the pool is closed or nothing waits. */
static uint32_t next_task(const struct taskforce *force)
{
    unsigned priority = 0;

    if (force->closed || force->waiting == 0)
        return NONE;
    while (force->head[priority] == NONE)
        priority++;
    return force->head[priority];
}

static void begin_waiting(struct world *self, uint32_t id)
{
    const struct taskforce *const force = &self->taskforces[id];
    uint32_t index;

    while (force->busy < force->staff && (index = next_task(force)) != NONE)
        begin(self, id, index, NONE);
    if (self->params.cluster.form == PARAMS_FORM_LEAD && id < state_officers(self) &&
        self->clusters[id].lead != NONE)
        provider_assign(self, self->clusters[id].lead);
}

bool taskforce_begin_at(struct world *self, uint32_t provider)
{
    const uint32_t id = self->providers[provider].cluster;
    const uint32_t index = next_task(&self->taskforces[id]);

    if (index == NONE)
        return false;
    begin(self, id, index, provider);
    return true;
}

uint32_t taskforce_raise(struct world *self, uint32_t id, enum task_kind kind, double hours, uint32_t subject,
                         uint32_t object, uint32_t number)
{
    struct taskforce *const force = &self->taskforces[id];
    const uint8_t priority = id < state_officers(self) ? kinds[kind].hub_priority : 0;
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
                          .force = id,
                          .server = NONE,
                          .kind = (uint8_t)kind,
                          .priority = priority};
    if (task->previous != NONE)
        self->tasks[task->previous].next = index;
    else
        force->head[priority] = index;
    force->tail[priority] = index;
    force->waiting++;
    tell(self, "task_raised", task, hours);
    begin_waiting(self, id);
    return index;
}

void taskforce_withdraw(struct world *self, uint32_t index)
{
    struct task *const task = &self->tasks[index];
    struct taskforce *const force = &self->taskforces[task->force];

    tell(self, "task_withdrawn", task, NAN);
    if (task->running) {
        task->withdrawn = true;
        task->object = NONE;
        return;
    }
    unlink_task(self, &force->head[task->priority], &force->tail[task->priority], index);
    force->waiting--;
    state_give_task(self, index);
}

/* Servers that are there: the staff, and those who left but end what they have begun. */
static void follow_staff(const struct world *self, struct taskforce *force)
{
    const double there = force->busy > force->staff ? force->busy : force->staff;

    tally_level_add(&force->staff_level, state_now(self), there - force->staff_level.value);
}

bool taskforce_waits(const struct world *self, uint32_t task)
{
    return task != NONE && !self->tasks[task].running;
}

void taskforce_on_task_done(struct world *self, uint32_t id, uint32_t index)
{
    struct taskforce *const force = &self->taskforces[id];
    struct task *const task = &self->tasks[index];
    const uint32_t server = task->server;

    tell(self, "task_ends", task, task->hours);
    force->hours[task->kind] += task->hours;
    unlink_task(self, &force->running, NULL, index);
    force->busy--;
    tally_level_add(&force->busy_level, state_now(self), -1.0);
    if (force->staff_level.value > force->staff)
        follow_staff(self, force);
    state_give_task(self, index);
    if (server != NONE)
        provider_release(self, server);
    begin_waiting(self, id);
}

void taskforce_on_hub_closes(struct world *self, uint32_t subject, uint32_t object)
{
    (void)subject;
    (void)object;
    for (uint32_t id = 0; id < state_officers(self); id++) {
        self->taskforces[id].closed = true;
        STATE_TELL(self, "hub_closes", "", 0, taskforce_actor(self, id), WORLD_NOBODY, NAN);
    }
}

void taskforce_on_hub_opens(struct world *self, uint32_t subject, uint32_t object)
{
    (void)subject;
    (void)object;
    for (uint32_t id = 0; id < state_officers(self); id++) {
        self->taskforces[id].closed = false;
        STATE_TELL(self, "hub_opens", "", 0, taskforce_actor(self, id), WORLD_NOBODY, NAN);
        begin_waiting(self, id);
    }
}

void taskforce_set_staff(struct world *self, uint32_t id, uint32_t staff)
{
    struct taskforce *const force = &self->taskforces[id];

    force->staff = staff;
    tally_level_add(&force->paid_level, state_now(self), staff - force->paid_level.value);
    follow_staff(self, force);
    if (staff > force->most_staff)
        force->most_staff = staff;
    begin_waiting(self, id);
}

void taskforce_reset(struct world *self, uint32_t id, uint32_t staff, double pace)
{
    struct taskforce *const force = &self->taskforces[id];

    *force = (struct taskforce){.staff = staff, .most_staff = staff, .pace = pace, .running = NONE};
    for (int i = 0; i < TASK_PRIORITIES; i++)
        force->head[i] = force->tail[i] = NONE;
    tally_level_reset(&force->busy_level, 0.0, 0.0);
    tally_level_reset(&force->staff_level, 0.0, staff);
    tally_level_reset(&force->paid_level, 0.0, staff);
}

double taskforce_hours(const struct world *self, uint32_t id, enum task_kind kind)
{
    const double now = state_now(self);
    const struct taskforce *const force = &self->taskforces[id];
    double hours = force->hours[kind];

    for (uint32_t i = force->running; i != NONE; i = self->tasks[i].next) {
        if (self->tasks[i].kind == kind)
            hours += (now - self->tasks[i].begun) * force->pace;
    }
    return hours;
}
