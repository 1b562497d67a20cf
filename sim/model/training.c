/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "training.h"

#include "provider.h"
#include "taskforce.h"

static void schedule_session(struct world *self, uint32_t occurrence)
{
    const double period = DAYS_PER_YEAR / self->params.training.per_year;

    state_schedule(self, self->params.programme.launch + occurrence * period, EVENT_CLASS_CALENDAR, EVENT_TRAINING,
                   0, occurrence);
}

static void schedule_self(struct world *self, uint32_t occurrence)
{
    const double period = DAYS_PER_YEAR / self->params.training.self_per_year;

    state_schedule(self, occurrence * period, EVENT_CLASS_CALENDAR, EVENT_SELF_TRAINING, 0, occurrence);
}

void training_start(struct world *self)
{
    if (self->params.training.self_per_year > 0.0)
        schedule_self(self, 1);
}

void training_on_launch(struct world *self, uint32_t subject, uint32_t object)
{
    (void)subject;
    (void)object;
    if (state_hub_trains(self) && self->params.training.per_year > 0.0)
        schedule_session(self, 1);
}

/* An earlier session of the same class that still waits is dropped and counted as missed. */
static void raise_class(struct world *self, uint32_t number, uint32_t first, uint32_t end, uint32_t attendees)
{
    const double hours =
        self->params.support.training_hours + self->params.support.attendee_hours * attendees;
    uint32_t *const last = &self->class_tasks[number];

    if (taskforce_waits(self, *last)) {
        taskforce_withdraw(self, TASKFORCE_HUB, *last);
        self->trainings_missed++;
    }
    *last = taskforce_raise(self, TASKFORCE_HUB, TASK_TRAINING, hours, first, end, number);
}

void training_on_due(struct world *self, uint32_t subject, uint32_t occurrence)
{
    const uint32_t size = (uint32_t)self->params.training.class_size;
    const uint32_t count = (uint32_t)self->params.providers.count;
    uint32_t number = 0, first = 0, attendees = 0;

    (void)subject;
    for (uint32_t i = 0; i < count; i++) {
        attendees += self->providers[i].member;
        if (attendees == size) {
            raise_class(self, number++, first, i + 1, attendees);
            first = i + 1;
            attendees = 0;
        }
    }
    if (attendees > 0)
        raise_class(self, number, first, count, attendees);
    schedule_session(self, occurrence + 1);
}

void training_on_task(struct world *self, const struct task *task, uint32_t index)
{
    const struct params *const params = &self->params;

    if (self->class_tasks[task->number] == index)
        self->class_tasks[task->number] = NONE;
    for (uint32_t i = task->subject; i < task->object; i++) {
        if (self->providers[i].member)
            provider_add_duty(self, i, DUTY_TRAINING, params->training.attendance_hours, params->training.effect);
    }
}

void training_on_self(struct world *self, uint32_t subject, uint32_t occurrence)
{
    const struct params *const params = &self->params;

    (void)subject;
    for (uint32_t i = 0; i < (uint32_t)params->providers.count; i++) {
        if (!(self->providers[i].member && state_hub_trains(self)))
            provider_add_duty(self, i, DUTY_SELF_TRAINING, params->training.attendance_hours,
                              params->training.effect * params->training.self_effect);
    }
    schedule_self(self, occurrence + 1);
}
