/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The items of STRESS-DES (Monks et al. 2019, doi:10.1080/17477778.2018.1442155), each with what is true of
 * every paper that this program makes, and what the paper's own experiments add.
 */
#include "paper_facts.h"

static const struct paper_checklist_item items[] = {
    {"1 Objectives", "1.1", "Purpose of the model",
     "To find out when buying social services from a cluster of small non-profit providers with a support "
     "organisation beats buying from each alone, by how much and through which mechanism: docs/model.md, "
     "section 1.",
     paper_facts_title},
    {NULL, "1.2", "Model outputs", "Definitions: docs/model.md, section 8.", paper_facts_measures},
    {NULL, "1.3", "Experimentation aims", "", paper_facts_experiments},
    {"2 Logic", "2.1", "Base model overview diagram",
     "The schedule of processes is a table in docs/model.md, section 3; the figures of referrals and of the "
     "hub show flows as they were simulated.",
     NULL},
    {NULL, "2.2", "Base model logic",
     "docs/model.md, sections 3 and 7: every equation has a number that the function in sim/model names.",
     NULL},
    {NULL, "2.3", "Scenario logic",
     "A scenario differs from another by parameters alone; `zutuan diff A B` lists them.",
     paper_facts_scenarios},
    {NULL, "2.4", "Algorithms",
     "docs/model.md, section 7, one subsection for each mechanism, with its file; section 4 for sampling.",
     NULL},
    {NULL, "2.5.1", "Components: entities",
     "Requests of groups of people (arrival, group, type, number of people, deadline, work): docs/model.md, "
     "section 2.",
     NULL},
    {NULL, "2.5.2", "Components: activities",
     "Sessions of providers; tasks of the hub and of officers (visits, training, coordination, matching); "
     "duties of members: docs/model.md, sections 7.2, 7.6 and 7.9.",
     NULL},
    {NULL, "2.5.3", "Components: resources",
     "Teams of providers, staff of the hub and of an apex, officers of the government: docs/model.md, "
     "sections 2 and 7.6.",
     NULL},
    {NULL, "2.5.4", "Components: queues",
     "One queue of requests for each provider, with abandonment at a deadline; priority queues of tasks at "
     "hub, apex and government: docs/model.md, sections 7.1, 7.2 and 7.6.",
     NULL},
    {NULL, "2.5.5", "Components: entry and exit points",
     "Requests arrive at the provider that they address (thinned Poisson process, E1) and leave served, "
     "abandoned, lost or at the horizon; identities of section 9 of docs/model.md account for each.",
     NULL},
    {"3 Data", "3.1", "Data sources", "docs/references.bib; docs/model.md, section 15.", paper_facts_sources},
    {NULL, "3.2", "Pre-processing",
     "None: no data set is read. What a value was computed from stands in the parameter's source.", NULL},
    {NULL, "3.3", "Input parameters", "", paper_facts_inputs},
    {NULL, "3.4", "Assumptions", "", paper_facts_assumptions},
    {"4 Experimentation", "4.1", "Initialisation",
     "The system starts empty and cold, as the city's programme did; there is no warm-up, and what is "
     "measured includes the start: docs/model.md, section 5.",
     NULL},
    {NULL, "4.2", "Run length", "", paper_facts_lengths},
    {NULL, "4.3", "Estimation approach",
     "Independent replications; scenarios share random numbers, and differences are paired t intervals "
     "(include/zutuan/experiment/estimate.h).",
     paper_facts_estimates},
    {"5 Implementation", "5.1", "Software or programming language", "", paper_facts_software},
    {NULL, "5.2", "Random sampling", "Distributions are sampled by inversion.", paper_facts_random},
    {NULL, "5.3", "Model execution",
     "Discrete events in the total order (time, class, insertion); replications run in parallel, each on one "
     "thread: docs/model.md, section 3.",
     NULL},
    {NULL, "5.4", "System specification", "", paper_facts_system},
    {"6 Code access", "6.1", "Computer model sharing statement", "", paper_facts_access},
};

const struct paper_checklist paper_stress_checklist = {
    "stress-des", "STRESS-DES",
    "Items of STRESS-DES (Monks, Currie, Onggo, Robinson, Kunc and Taylor 2019, Strengthening the reporting "
    "of empirical simulation studies, Journal of Simulation 13(1), 55-67). What the authors say comes first, "
    "then what the program knows; documents named are those of the sources of zutuan.",
    items, sizeof items / sizeof items[0]};
