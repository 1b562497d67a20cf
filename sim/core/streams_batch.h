/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Eight blocks of Philox 4x32-10 at once.
 *
 * Blocks do not depend on each other, so that one instruction may work on several: with AVX2 eight cost what
 * two and a half cost one by one. The processor is asked at run time whether it has AVX2; integers are exact,
 * so that both ways give the same bits (tests/core compares them with Random123's own function).
 * ZUTUAN_PORTABLE leaves the vector way out.
 */
#ifndef ZUTUAN_CORE_STREAMS_BATCH_H
#define ZUTUAN_CORE_STREAMS_BATCH_H

#include <Random123/philox.h>
#include <stdint.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(ZUTUAN_PORTABLE)
#define STREAMS_BATCH_AVX2 1
#else
#define STREAMS_BATCH_AVX2 0
#endif

enum { STREAMS_BATCH = 8, STREAMS_BATCH_PAIRS = 2 * STREAMS_BATCH };

/* Words 0 and 1, then 2 and 3, of the block at `counter` and the seven after it, each pair as 64 bits with
 * the first word below. Word 1 of the first block's counter alone is larger by `ahead`. */
void streams_batch(philox4x32_ctr_t counter, uint32_t ahead, philox4x32_key_t key,
                   uint64_t pairs[STREAMS_BATCH_PAIRS]);
void streams_batch_portable(philox4x32_ctr_t counter, uint32_t ahead, philox4x32_key_t key,
                            uint64_t pairs[STREAMS_BATCH_PAIRS]);
#if STREAMS_BATCH_AVX2
/* Only on a processor that has it. */
void streams_batch_avx2(philox4x32_ctr_t counter, uint32_t ahead, philox4x32_key_t key,
                        uint64_t pairs[STREAMS_BATCH_PAIRS]);
#endif

#endif
