/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the manifests of a paper's experiments say, in words for its checklists. */
#ifndef PAPER_FACTS_H
#define PAPER_FACTS_H

#include "paper_parts.h"

typedef void paper_facts_tell(const struct paper_checklist_facts *facts, FILE *stream);

paper_facts_tell paper_facts_title, paper_facts_measures, paper_facts_experiments, paper_facts_scenarios,
    paper_facts_sources, paper_facts_inputs, paper_facts_assumptions, paper_facts_lengths,
    paper_facts_estimates, paper_facts_software, paper_facts_random, paper_facts_system, paper_facts_access;

#endif
