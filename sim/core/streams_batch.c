/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "streams_batch.h"

#if STREAMS_BATCH_AVX2
#include <immintrin.h>
#endif

void streams_batch_portable(philox4x32_ctr_t counter, uint32_t ahead, philox4x32_key_t key,
                            uint64_t pairs[STREAMS_BATCH_PAIRS])
{
    const uint32_t occurrence = counter.v[1];
    for (int block = 0; block < STREAMS_BATCH; block++) {
        counter.v[1] = block == 0 ? occurrence + ahead : occurrence;
        const philox4x32_ctr_t words = philox4x32(counter, key);
        pairs[2 * block] = (uint64_t)words.v[1] << 32 | words.v[0];
        pairs[2 * block + 1] = (uint64_t)words.v[3] << 32 | words.v[2];
        counter.v[0]++;
    }
}

#if STREAMS_BATCH_AVX2
/* Four blocks: word w of block b is the lower half of lane b of word[w]. What the upper half holds does not
 * matter: multiplying reads the lower halves, and nothing comes down but products. */
struct four_blocks {
    __m256i word[4];
};

__attribute__((target("avx2"), always_inline)) static inline void
round_of(struct four_blocks *self, __m256i multiplier_0, __m256i multiplier_1, __m256i key_0, __m256i key_1)
{
    const __m256i product_0 = _mm256_mul_epu32(self->word[0], multiplier_0);
    const __m256i product_1 = _mm256_mul_epu32(self->word[2], multiplier_1);
    const __m256i word_0 = _mm256_xor_si256(_mm256_srli_epi64(product_1, 32), self->word[1]);
    const __m256i word_2 = _mm256_xor_si256(_mm256_srli_epi64(product_0, 32), self->word[3]);
    self->word[0] = _mm256_xor_si256(word_0, key_0);
    self->word[1] = product_1;
    self->word[2] = _mm256_xor_si256(word_2, key_1);
    self->word[3] = product_0;
}

/* The lower half of a, with that of b above it. */
__attribute__((target("avx2"), always_inline)) static inline __m256i paired(__m256i a, __m256i b)
{
    return _mm256_blend_epi32(a, _mm256_slli_epi64(b, 32), 0xaa);
}

/* a0 b0 a1 b1, a2 b2 a3 b3 */
__attribute__((target("avx2"), always_inline)) static inline void put_by_turns(uint64_t *pairs, __m256i a,
                                                                               __m256i b)
{
    const __m256i even = _mm256_unpacklo_epi64(a, b), odd = _mm256_unpackhi_epi64(a, b);
    _mm256_storeu_si256((__m256i *)(void *)pairs, _mm256_permute2x128_si256(even, odd, 0x20));
    _mm256_storeu_si256((__m256i *)(void *)(pairs + 4), _mm256_permute2x128_si256(even, odd, 0x31));
}

__attribute__((target("avx2"))) void streams_batch_avx2(philox4x32_ctr_t counter, uint32_t ahead,
                                                        philox4x32_key_t key,
                                                        uint64_t pairs[STREAMS_BATCH_PAIRS])
{
    const __m256i multiplier_0 = _mm256_set1_epi64x(PHILOX_M4x32_0);
    const __m256i multiplier_1 = _mm256_set1_epi64x(PHILOX_M4x32_1);
    const uint32_t first = counter.v[0];
    struct four_blocks low = {{_mm256_set_epi64x(first + 3u, first + 2u, first + 1u, first),
                               _mm256_set1_epi64x(counter.v[1]), _mm256_set1_epi64x(counter.v[2]),
                               _mm256_set1_epi64x(counter.v[3])}};
    struct four_blocks high = low;
    uint32_t key_0 = key.v[0], key_1 = key.v[1];
    low.word[1] = _mm256_add_epi32(low.word[1], _mm256_set_epi64x(0, 0, 0, ahead));
    high.word[0] = _mm256_set_epi64x(first + 7u, first + 6u, first + 5u, first + 4u);
    for (int round = 0; round < 10; round++) {
        const __m256i keys_0 = _mm256_set1_epi64x(key_0), keys_1 = _mm256_set1_epi64x(key_1);
        round_of(&low, multiplier_0, multiplier_1, keys_0, keys_1);
        round_of(&high, multiplier_0, multiplier_1, keys_0, keys_1);
        key_0 += PHILOX_W32_0;
        key_1 += PHILOX_W32_1;
    }
    put_by_turns(pairs, paired(low.word[0], low.word[1]), paired(low.word[2], low.word[3]));
    put_by_turns(pairs + 8, paired(high.word[0], high.word[1]), paired(high.word[2], high.word[3]));
}
#endif

void streams_batch(philox4x32_ctr_t counter, uint32_t ahead, philox4x32_key_t key,
                   uint64_t pairs[STREAMS_BATCH_PAIRS])
{
#if STREAMS_BATCH_AVX2
    if (__builtin_cpu_supports("avx2")) {
        streams_batch_avx2(counter, ahead, key, pairs);
        return;
    }
#endif
    streams_batch_portable(counter, ahead, key, pairs);
}
