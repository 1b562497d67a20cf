/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The elements of ODD (Grimm et al. 2020, doi:10.18564/jasss.4259), filled as far as the program knows. */
#include "paper_facts.h"

static const struct paper_checklist_item items[] = {
    {"Overview", "1", "Purpose and patterns",
     "The patterns that the model must show, with the test that holds each, are P1 to P4 of docs/model.md, "
     "section 1.",
     paper_facts_title},
    {NULL, "2", "Entities, state variables, and scales",
     "Government, clusters, hub and apex, providers, requests, tasks and duties; continuous time in days; no "
     "space. The table of states is in docs/model.md, section 2.",
     paper_facts_lengths},
    {NULL, "3", "Process overview and scheduling",
     "One event list in the total order (time, class, insertion); sim/model/dispatch.c is the schedule, "
     "docs/model.md, section 3, its table.",
     NULL},
    {"Design concepts", "4.1", "Basic principles",
     "Queueing with abandonment; learning curves with forgetting; inspection against slack; transfer of "
     "knowledge; diffusion: docs/model.md, section 4, with references.",
     NULL},
    {NULL, "4.2", "Emergence",
     "Waiting, unmet requests, utilisation, the network of referrals, capability, trust.", NULL},
    {NULL, "4.3", "Adaptation",
     "Little, and by rule: referral when busy, visits steered, joining by what is seen.", NULL},
    {NULL, "4.4", "Objectives", "No agent maximises anything.", NULL},
    {NULL, "4.5", "Learning", "Providers learn by doing, from training and from each other, and forget.",
     NULL},
    {NULL, "4.6", "Prediction", "None: no agent looks ahead.", NULL},
    {NULL, "4.7", "Sensing", "docs/model.md, section 4: who sees which loads, qualities and deficiencies.",
     NULL},
    {NULL, "4.8", "Interaction",
     "Direct by referral, exchange, visits, training; mediated by servers and budgets.", NULL},
    {NULL, "4.9", "Stochasticity", "", paper_facts_random},
    {NULL, "4.10", "Collectives", "Clusters, with trust, steering, hub and fee of their own.", NULL},
    {NULL, "4.11", "Observation", "", paper_facts_measures},
    {"Details", "5", "Initialization", "Empty and cold, no warm-up: docs/model.md, section 5.", NULL},
    {NULL, "6", "Input data", "None drives the model. Scenarios set parameters once.", paper_facts_scenarios},
    {NULL, "7", "Submodels",
     "docs/model.md, sections 7.1 to 7.18: one for each mechanism, with its equations, parameters and file.",
     paper_facts_inputs},
};

const struct paper_checklist paper_odd_checklist = {
    "odd", "ODD",
    "A skeleton by the ODD protocol, second update (Grimm et al. 2020, Journal of Artificial Societies and "
    "Social Simulation 23(2), 7). The model in full is described by docs/model.md in the sources of zutuan, "
    "which follows the same protocol; this names what belongs to the paper.",
    items, sizeof items / sizeof items[0]};
