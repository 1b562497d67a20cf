/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "training.h"

#include "knowledge.h"
#include "provider.h"
#include "taskforce.h"

#include <stdlib.h>

static void schedule_session(struct world *self, uint32_t occurrence)
{
    const double period = DAYS_PER_YEAR / self->params.training.per_year;

    state_schedule(self, self->params.programme.launch + occurrence * period, EVENT_CLASS_CALENDAR,
                   EVENT_TRAINING, 0, occurrence);
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
    if (state_has_hub(self) && self->params.training.on && self->params.training.per_year > 0.0)
        schedule_session(self, 1);
}

static void drop_waiting(struct world *self, uint32_t *task)
{
    if (taskforce_waits(self, *task)) {
        taskforce_withdraw(self, *task);
        self->trainings_missed++;
    }
    *task = NONE;
}

/* A class of docs/model.md (E17) hours. An earlier session of the same class that still waits is dropped and
 * counted as missed. The class is by_cluster[first..end); its number counts classes of its cluster from the
 * cluster's first place on. */
static void raise_class(struct world *self, uint32_t hub, uint32_t number, uint32_t first, uint32_t end,
                        uint32_t attendees)
{
    const double hours =
        self->params.support.training_hours + self->params.support.attendee_hours * attendees;
    uint32_t *const last = &self->class_tasks[number];

    drop_waiting(self, last);
    *last = taskforce_raise(self, hub, TASK_TRAINING, hours, first, end, number);
}

static void raise_classes(struct world *self, uint32_t hub)
{
    const struct cluster *const cluster = &self->clusters[hub];
    const uint32_t size = (uint32_t)self->params.training.class_size;
    uint32_t first = cluster->first, number = first, attendees = 0;

    for (uint32_t k = cluster->first; k < cluster->end; k++) {
        attendees += self->providers[self->by_cluster[k]].member;
        if (attendees == size) {
            raise_class(self, hub, number++, first, k + 1, attendees);
            first = k + 1;
            attendees = 0;
        }
    }
    if (attendees > 0)
        raise_class(self, hub, number++, first, cluster->end, attendees);
    for (; number < cluster->end; number++)
        drop_waiting(self, &self->class_tasks[number]); /* classes that are no more */
}

void training_on_due(struct world *self, uint32_t subject, uint32_t occurrence)
{
    (void)subject;
    for (uint32_t hub = 0; hub < (uint32_t)self->params.macro.clusters; hub++)
        raise_classes(self, hub);
    schedule_session(self, occurrence + 1);
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Knowledge below which a member of the class is in its less knowing half (rounded down): with steering, that
 * half learns more and the rest less. */
static double half_of(struct world *self, const struct task *task)
{
    size_t n = 0;

    for (uint32_t k = task->subject; k < task->object; k++) {
        if (self->providers[self->by_cluster[k]].member)
            self->scratch[n++] = knowledge_now(self, self->by_cluster[k]);
    }
    if (n == 0)
        return 0.0;
    qsort(self->scratch, n, sizeof *self->scratch, by_value);
    return self->scratch[n / 2];
}

/* docs/model.md (E20), gained when the duty is done. */
void training_on_task(struct world *self, const struct task *task, uint32_t index)
{
    const struct params *const params = &self->params;
    const bool targeted = self->clusters[task->force].steered;
    const double half = targeted ? half_of(self, task) : 0.0;
    const double aim = targeted ? params->training.targeting : 0.0;

    if (self->class_tasks[task->number] == index)
        self->class_tasks[task->number] = NONE;
    for (uint32_t k = task->subject; k < task->object; k++) {
        const uint32_t i = self->by_cluster[k];
        if (!self->providers[i].member)
            continue;
        provider_add_duty(self, i, DUTY_TRAINING, params->training.attendance_hours,
                          params->training.effect *
                              (targeted && knowledge_now(self, i) < half ? 1.0 + aim : 1.0 - aim));
    }
}

void training_on_self(struct world *self, uint32_t subject, uint32_t occurrence)
{
    const struct params *const params = &self->params;

    (void)subject;
    for (uint32_t i = 0; i < (uint32_t)params->providers.count; i++) {
        if (!(state_has_hub_for(self, &self->providers[i]) && params->training.on))
            provider_add_duty(self, i, DUTY_SELF_TRAINING, params->training.attendance_hours,
                              params->training.effect * params->training.self_effect);
    }
    schedule_self(self, occurrence + 1);
}
