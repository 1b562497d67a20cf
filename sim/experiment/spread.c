/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/spread.h"

#include <stdlib.h>

/* What a launcher leaves in the environment: without one, MPI is not even started. */
bool spread_is_launched(void)
{
    static const char *const names[] = {"PMI_RANK", "PMIX_RANK", "OMPI_COMM_WORLD_RANK"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (getenv(names[i]) != NULL)
            return true;
    }
    return false;
}

#ifdef ZUTUAN_MPI

#include "zutuan/model/outcome.h"

#include <mpi.h>
#include <string.h>
#include <time.h>

#define SPREAD_AHEAD   2  /* tasks that a worker has at a time */
#define SPREAD_WORLDS  16 /* that a worker holds */
#define SPREAD_WAIT_NS 50000
#define SPREAD_TEXT    160

enum tag { TAG_TASK, TAG_RESULT, TAG_STOP, TAG_END };

struct spread {
    int rank, size;
    unsigned char *buffer; /* owned, [capacity]: a message */
    size_t capacity;
};

/* Messages are these heads, as bytes, and what follows them: all ranks are one program on one kind of
 * machine. */
struct task_head {
    size_t cell;
    uint64_t seed;
    uint32_t replication;
    bool measures_only;
    struct params params;
};

struct result_head {
    size_t cell, series_count, link_count;
    int code;
    char complaint[SPREAD_TEXT];
    double measures[OUTCOME_MEASURES];
};

bool spread_is_built(void)
{
    return true;
}

bool spread_is_worker(const struct spread *self)
{
    return self != NULL && self->rank > 0;
}

int spread_workers(const struct spread *self)
{
    return self->size - 1;
}

static int reserve(struct spread *self, size_t size)
{
    if (size <= self->capacity)
        return DIAG_OK;
    unsigned char *grown = realloc(self->buffer, size);
    if (grown == NULL)
        return DIAG_MEMORY;
    self->buffer = grown;
    self->capacity = size;
    return DIAG_OK;
}

static bool is_one_program(int size)
{
    enum { LENGTH = 64 };
    char *all = malloc((size_t)size * LENGTH);
    bool same = all != NULL && MPI_Allgather(store_model(), LENGTH, MPI_CHAR, all, LENGTH, MPI_CHAR,
                                             MPI_COMM_WORLD) == MPI_SUCCESS;
    for (int i = 0; same && i < size; i++)
        same = memcmp(all, all + (size_t)i * LENGTH, LENGTH) == 0;
    free(all);
    return same;
}

int spread_begin(struct spread **self, int *argc, char ***argv, struct diag *diag)
{
    int size, rank;
    *self = NULL;
    if (!spread_is_launched())
        return DIAG_OK;
    if (MPI_Init(argc, argv) != MPI_SUCCESS)
        return diag_add(diag, DIAG_IO, NULL, 0, "MPI cannot be started");
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (size == 1) {
        MPI_Finalize();
        return DIAG_OK;
    }
    if (!is_one_program(size)) {
        MPI_Finalize();
        return diag_add(diag, DIAG_IO, NULL, 0, "the MPI processes are different builds of zutuan");
    }
    *self = calloc(1, sizeof **self);
    if (*self == NULL)
        return DIAG_MEMORY;
    **self = (struct spread){.rank = rank, .size = size};
    return DIAG_OK;
}

/* Waits for a message without keeping a core busy, then receives it into the buffer. `meanwhile`: done while
 * there is none, unless NULL. */
static int receive(struct spread *self, MPI_Status *status, int (*meanwhile)(void *context), void *context)
{
    int there = 0, size;
    while (!there) {
        if (MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, status) != MPI_SUCCESS)
            return DIAG_IO;
        if (!there && meanwhile != NULL && meanwhile(context) != DIAG_OK)
            return DIAG_IO;
        if (!there)
            nanosleep(&(struct timespec){.tv_nsec = SPREAD_WAIT_NS}, NULL);
    }
    MPI_Get_count(status, MPI_BYTE, &size);
    int code = reserve(self, (size_t)size + 1);
    if (code == DIAG_OK && MPI_Recv(self->buffer, size, MPI_BYTE, status->MPI_SOURCE, status->MPI_TAG,
                                    MPI_COMM_WORLD, status) != MPI_SUCCESS)
        code = DIAG_IO;
    return code;
}

/* A worker */

struct workshop {
    struct world *worlds[SPREAD_WORLDS];
    struct params params[SPREAD_WORLDS];
    size_t next; /* the one to give up next */
    const atomic_bool *interrupted;
    bool stopped; /* by rank 0 */
};

/* A world_stop. Rank 0's word is left to be received in its turn. */
static bool is_stopped(void *context)
{
    struct workshop *self = context;
    int there = 0;
    if (!self->stopped && MPI_Iprobe(0, TAG_STOP, MPI_COMM_WORLD, &there, MPI_STATUS_IGNORE) == MPI_SUCCESS)
        self->stopped = there != 0;
    return self->stopped || atomic_load_explicit(self->interrupted, memory_order_relaxed);
}

static struct world *find_world(struct workshop *self, const struct params *params)
{
    for (size_t i = 0; i < SPREAD_WORLDS; i++) {
        if (self->worlds[i] != NULL && params_equal(&self->params[i], params))
            return self->worlds[i];
    }
    const size_t place = self->next++ % SPREAD_WORLDS;
    world_free(self->worlds[place]);
    self->worlds[place] = NULL;
    memcpy(&self->params[place], params, sizeof *params);
    if (world_alloc(&self->worlds[place], params) == DIAG_OK)
        world_heed(self->worlds[place], is_stopped, self);
    else
        self->worlds[place] = NULL;
    return self->worlds[place];
}

/* Sends a result: the head, then the series and the links of `world` that the head counts. */
static int send_result(struct spread *self, const struct result_head *head, struct world *world)
{
    const size_t series = head->series_count * sizeof(double);
    const size_t links = head->link_count * sizeof(struct world_link), size = sizeof *head + series + links;
    if (reserve(self, size) != DIAG_OK)
        return DIAG_MEMORY;
    memcpy(self->buffer, head, sizeof *head);
    if (series > 0)
        memcpy(self->buffer + sizeof *head, world_series(world), series);
    if (links > 0)
        world_links(world, (struct world_link *)(void *)(self->buffer + sizeof *head + series),
                    head->link_count);
    return MPI_Send(self->buffer, (int)size, MPI_BYTE, 0, TAG_RESULT, MPI_COMM_WORLD) == MPI_SUCCESS
               ? DIAG_OK
               : DIAG_IO;
}

static int work_on(struct spread *self, struct workshop *shop, const struct task_head *task)
{
    struct result_head head = {.cell = task->cell, .code = DIAG_INTERRUPTED};
    if (is_stopped(shop))
        return send_result(self, &head, NULL);
    struct world *world = find_world(shop, &task->params);
    head.code = DIAG_MEMORY;
    if (world != NULL) {
        world_reset(world, task->seed, task->replication);
        head.code = world_run(world);
    }
    if (head.code == DIAG_OK) {
        world_measures(world, head.measures);
        if (!task->measures_only) {
            head.series_count = world_sample_count(&task->params) * OUTCOME_SERIES_COUNT;
            head.link_count = world_links(world, NULL, 0);
        }
    } else {
        const char *why = head.code == DIAG_MEMORY ? "memory ran out" : world_complaint(world);
        strncpy(head.complaint, why, SPREAD_TEXT - 1);
    }
    return send_result(self, &head, world);
}

/* Until rank 0 ends. */
static int serve(struct spread *self, struct workshop *shop)
{
    struct task_head task;
    MPI_Status status = {.MPI_TAG = TAG_STOP};
    int code = DIAG_OK;
    while (code == DIAG_OK && status.MPI_TAG != TAG_END) {
        code = receive(self, &status, NULL, NULL);
        if (code == DIAG_OK && status.MPI_TAG == TAG_STOP)
            shop->stopped = true;
        if (code == DIAG_OK && status.MPI_TAG == TAG_TASK) {
            memcpy(&task, self->buffer, sizeof task);
            code = work_on(self, shop, &task);
        }
    }
    return code;
}

int spread_serve(struct spread *self, const atomic_bool *interrupted)
{
    struct workshop *shop = calloc(1, sizeof *shop);
    int code = DIAG_MEMORY;
    if (shop != NULL) {
        shop->interrupted = interrupted;
        code = serve(self, shop);
    }
    for (size_t i = 0; shop != NULL && i < SPREAD_WORLDS; i++)
        world_free(shop->worlds[i]);
    free(shop);
    free(self->buffer);
    free(self);
    if (code != DIAG_OK)
        MPI_Abort(MPI_COMM_WORLD, 1); /* rank 0 waits for a result that will not come */
    MPI_Finalize();
    return code;
}

/* Rank 0 */

struct desk {
    struct spread *spread;
    const struct spread_work *work;
    struct spread_task *tasks; /* owned, [size][SPREAD_AHEAD]: under way */
    bool *busy;                /* owned, [size][SPREAD_AHEAD] */
    size_t under_way;
    bool all_taken;
    bool stopped; /* the workers know that they are to stop */
};

/* Tells the workers to stop, once, when it is time for it. */
static int pass_on_stop(void *context)
{
    struct desk *self = context;
    int code = MPI_SUCCESS;
    if (self->stopped || !self->work->stop(self->work->context))
        return DIAG_OK;
    self->stopped = true;
    for (int rank = 1; code == MPI_SUCCESS && rank < self->spread->size; rank++)
        code = MPI_Send(NULL, 0, MPI_BYTE, rank, TAG_STOP, MPI_COMM_WORLD);
    return code == MPI_SUCCESS ? DIAG_OK : DIAG_IO;
}

static int send_task(int rank, const struct spread_task *task)
{
    struct task_head head;
    memset(&head, 0, sizeof head);
    head.cell = task->cell;
    head.seed = task->seed;
    head.replication = task->replication;
    head.measures_only = task->measures_only;
    memcpy(&head.params, task->params, sizeof head.params);
    return MPI_Send(&head, sizeof head, MPI_BYTE, rank, TAG_TASK, MPI_COMM_WORLD) == MPI_SUCCESS ? DIAG_OK
                                                                                                 : DIAG_IO;
}

/* Gives a worker as many tasks as it may have. */
static int load(struct desk *self, int rank)
{
    int code = DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < SPREAD_AHEAD && !self->all_taken; i++) {
        const size_t place = (size_t)rank * SPREAD_AHEAD + i;
        if (self->busy[place])
            continue;
        if (!self->work->take(self->work->context, &self->tasks[place])) {
            self->all_taken = true;
            break;
        }
        self->busy[place] = true;
        self->under_way++;
        code = send_task(rank, &self->tasks[place]);
    }
    return code;
}

/* Reads the message in the buffer as the result of a task of `rank`, and passes it on. */
static int accept(struct desk *self, int rank, size_t size)
{
    struct result_head head;
    const unsigned char *bytes = self->spread->buffer;
    if (size < sizeof head)
        return DIAG_IO;
    memcpy(&head, bytes, sizeof head);
    const size_t series = head.series_count * sizeof(double);
    if (size != sizeof head + series + head.link_count * sizeof(struct world_link))
        return DIAG_IO;
    const struct spread_result result = {
        .code = head.code,
        .complaint = head.complaint,
        .run = {.measures = head.measures,
                .series = (const double *)(const void *)(bytes + sizeof head),
                .series_count = head.series_count,
                .links = (const struct world_link *)(const void *)(bytes + sizeof head + series),
                .link_count = head.link_count}};
    for (size_t i = 0; i < SPREAD_AHEAD; i++) {
        const size_t place = (size_t)rank * SPREAD_AHEAD + i;
        if (self->busy[place] && self->tasks[place].cell == head.cell) {
            self->busy[place] = false;
            self->under_way--;
            return self->work->give(self->work->context, &self->tasks[place], &result);
        }
    }
    return DIAG_IO;
}

int spread_run(struct spread *self, const struct spread_work *work)
{
    const size_t places = (size_t)self->size * SPREAD_AHEAD;
    struct desk desk = {.spread = self, .work = work};
    int code = DIAG_OK, broken = DIAG_OK; /* `broken`: no more can be received */
    desk.tasks = calloc(places, sizeof *desk.tasks);
    desk.busy = calloc(places, sizeof *desk.busy);
    if (desk.tasks == NULL || desk.busy == NULL)
        broken = DIAG_MEMORY;
    for (int rank = 1; broken == DIAG_OK && rank < self->size; rank++)
        broken = load(&desk, rank);
    while (broken == DIAG_OK && desk.under_way > 0) {
        MPI_Status status;
        int size;
        broken = receive(self, &status, pass_on_stop, &desk);
        if (broken != DIAG_OK)
            break;
        MPI_Get_count(&status, MPI_BYTE, &size);
        const int given = accept(&desk, status.MPI_SOURCE, (size_t)size);
        if (given != DIAG_OK && code == DIAG_OK) {
            code = given;
            desk.all_taken = true;
        }
        broken = load(&desk, status.MPI_SOURCE);
    }
    free(desk.tasks);
    free(desk.busy);
    return code != DIAG_OK ? code : broken;
}

void spread_end(struct spread *self)
{
    if (self == NULL)
        return;
    for (int rank = 1; rank < self->size; rank++)
        MPI_Send(NULL, 0, MPI_BYTE, rank, TAG_END, MPI_COMM_WORLD);
    free(self->buffer);
    free(self);
    MPI_Finalize();
}

#else

bool spread_is_built(void)
{
    return false;
}

int spread_begin(struct spread **self, int *argc, char ***argv, struct diag *diag)
{
    (void)argc;
    (void)argv;
    (void)diag;
    *self = NULL;
    return DIAG_OK;
}

bool spread_is_worker(const struct spread *self)
{
    return self != NULL;
}

int spread_workers(const struct spread *self)
{
    (void)self;
    return 0;
}

int spread_serve(struct spread *self, const atomic_bool *interrupted)
{
    (void)self;
    (void)interrupted;
    return DIAG_OK;
}

int spread_run(struct spread *self, const struct spread_work *work)
{
    (void)self;
    (void)work;
    return DIAG_INTERNAL;
}

void spread_end(struct spread *self)
{
    (void)self;
}

#endif
