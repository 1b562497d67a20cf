/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "params_table.h"

#include <math.h>

/*
 * Basis: S the founding paper, L the value is taken or computed from literature or public statistics, A
 * assumed, even where the source gives a sign or a range. [Key] names a work in docs/references.bib;
 * docs/model.md lists them and says which were not verified. Items number the statements of the paper
 * (docs/model.md section 14).
 */

static const char *const forms[] = {"solo", "shared", "lead", "support", NULL};
static const char *const calendars[] = {"standing", "annual", NULL};
static const char *const fee_sources[] = {"extra", "envelope", NULL};
static const char *const dealings[] = {"round_robin", "type", NULL};
static const char *const distributions[] = {"lognormal", "exponential", "constant", NULL};
static const char *const gates[] = {"deliver", "build-then-buy", "train-first", NULL};

#define AT(field) offsetof(struct params, field)
#define REAL(key, field, dim, unit, lo, hi, def, sym, basis, source, meaning)                                \
    {                                                                                                        \
        key, PARAMS_REAL, dim, unit, lo, hi, def, NULL, sym, meaning, basis, source, AT(field)               \
    }
#define INT(key, field, unit, lo, hi, def, sym, basis, source, meaning)                                      \
    {                                                                                                        \
        key, PARAMS_INT, PARAMS_NUMBER, unit, lo, hi, def, NULL, sym, meaning, basis, source, AT(field)      \
    }
#define BOOL(key, field, def, basis, source, meaning)                                                        \
    {                                                                                                        \
        key, PARAMS_BOOL, PARAMS_NUMBER, "", 0, 1, def, NULL, "", meaning, basis, source, AT(field)          \
    }
#define CHOICE(key, field, names, def, basis, source, meaning)                                               \
    {                                                                                                        \
        key, PARAMS_CHOICE, PARAMS_NUMBER, "", 0, sizeof names / sizeof *names - 2, def, names, "", meaning, \
            basis, source, AT(field)                                                                         \
    }

/* clang-format off */
const struct params_row params_table_rows[] = {
    REAL("programme.horizon", programme.horizon, PARAMS_DAYS, "d", 1, 1e7, 1095, "", 'A', "", "Length of the programme that is simulated"),
    REAL("programme.launch", programme.launch, PARAMS_DAYS, "d", 0, 1e7, 15, "", 'S', "[ZhuChen2012], item 22: 16 January 2011", "Day on which the cluster begins; before it everybody works alone"),

    CHOICE("cluster.form", cluster.form, forms, PARAMS_FORM_SOLO, 'S', "[ZhuChen2012], items 20, 22, 26, 62; the forms of governance are those of [ProvanKenis2008]", "Who governs: nobody (solo), the members pairwise (shared, 16+0), a member (lead), a support organisation (support, 16+1)"),
    REAL("cluster.member_hours", cluster.member_hours, PARAMS_HOURS, "h/week", 0, 10, 2, "", 'A', "", "Time each member gives to being a member, as a weekly duty"),
    REAL("cluster.instruction_hours", cluster.instruction_hours, PARAMS_HOURS, "h", 0, 16, 2, "", 'A', "", "Provider's time for one government instruction"),

    INT("providers.count", providers.count, "providers", 1, 100000, 16, "n", 'S', "[ZhuChen2012], item 22: 16 venues", "Providers the city buys from"),
    INT("providers.teams", providers.teams, "teams", 1, 20, 1, "c", 'A', "", "Teams of a provider that can hold sessions side by side"),
    INT("providers.staff", providers.staff, "people", 2, 50, 8, "m", 'L', "[NBS2008]: 1,664,959 staff in 173,915 private non-enterprise units, 9.6 each; small ones have fewer", "Staff of a provider"),
    INT("providers.types", providers.types, "types", 1, 20, 3, "", 'S', "[ZhuChen2012], item 23: museums, art galleries, libraries", "Types of request"),
    BOOL("providers.same_type", providers.same_type, 0, 'A', "", "All providers are of type 0 instead of provider i of type i mod types"),
    REAL("providers.own_type_share", providers.own_type_share, PARAMS_NUMBER, "", 0, 1, .85, "", 'A', "", "Share of a provider's requests that are of its own type"),
    REAL("providers.off_type_efficiency", providers.off_type_efficiency, PARAMS_NUMBER, "", 0, 1, .7, "x", 'A', "", "Speed of a provider at another type than its own; 0: it cannot serve it"),
    REAL("providers.popularity_cv", providers.popularity_cv, PARAMS_NUMBER, "", 0, 1, .2, "", 'A', "", "Coefficient of variation of demand between providers"),
    REAL("providers.capacity_scale", providers.capacity_scale, PARAMS_NUMBER, "", .5, 2, 1, "", 'A', "", "Speed of all teams relative to the standard"),

    REAL("demand.rate", demand.rate, PARAMS_PER_DAY, "/d", 0, 5, .55, "lambda0", 'L', "[Guangming2015], [Rmlt2016]: 145-175 activities a project, taken as a year of a provider; some requests go unmet", "Requests for sessions per provider and day, mean over the year"),
    REAL("demand.season", demand.season, PARAMS_NUMBER, "", 0, .9, .4, "A", 'A', "", "Amplitude of the yearly season"),
    REAL("demand.phase", demand.phase, PARAMS_DAYS, "d", 0, 365, 60, "phi", 'A', "", "Day of the year on which the season crosses its mean upwards"),
    REAL("demand.shock", demand.shock, PARAMS_NUMBER, "", 0, .5, 0, "v_c", 'A', "", "Variance of the monthly shock to demand that all providers share"),
    REAL("demand.walk_in", demand.walk_in, PARAMS_NUMBER, "", 0, 1, .25, "", 'A', "", "Demand on a provider while nothing is purchased from it, as a share of the usual"),
    REAL("demand.people", demand.people, PARAMS_NUMBER, "people", 1, 500, 41.5, "", 'L', "[Guangming2015]: 11.2 m person-times in 270,000 activities", "Mean people in a session"),
    REAL("demand.patience", demand.patience, PARAMS_DAYS, "d", 1, INFINITY, 30, "", 'L', "[Shaw2018]: those who came had waited 32.7 d, those who did not 43.5 d; fewer came beyond 37 d", "Mean time a request waits before it is abandoned"),
    REAL("demand.elderly_share", demand.share[0], PARAMS_NUMBER, "", 0, 1, .4, "", 'A', "", "Share of requests for the elderly"),
    REAL("demand.youth_share", demand.share[1], PARAMS_NUMBER, "", 0, 1, .4, "", 'A', "", "Share of requests for the young"),
    REAL("demand.disabled_share", demand.share[2], PARAMS_NUMBER, "", 0, 1, .2, "", 'A', "", "Share of requests for people with disabilities"),
    REAL("demand.elderly_factor", demand.factor[0], PARAMS_NUMBER, "", .05, 20, .8, "", 'A', "", "Patience of the elderly relative to demand.patience"),
    REAL("demand.youth_factor", demand.factor[1], PARAMS_NUMBER, "", .05, 20, 1, "", 'A', "", "Patience of the young relative to demand.patience"),
    REAL("demand.disabled_factor", demand.factor[2], PARAMS_NUMBER, "", .05, 20, 1.4, "", 'A', "", "Patience of people with disabilities relative to demand.patience"),
    BOOL("promotion.on", promotion.on, 1, 'S', "[ZhuChen2012], item 43: leaflets of other venues", "Members show each other's leaflets"),
    REAL("promotion.effect", promotion.effect, PARAMS_NUMBER, "", 0, .3, .05, "promo", 'A', "", "Extra demand from leaflets in a large cluster with full trust, as a share"),

    REAL("service.time", service.time, PARAMS_NUMBER, "team-days", .1, 10, 1.6, "s0", 'A', "[Guangming2015], [Rmlt2016]: 25-32 service hours an activity; the split into team time is assumed", "Team time of a mean session at no knowledge"),
    REAL("service.cv", service.cv, PARAMS_NUMBER, "", 0, 3, .5, "cv", 'A', "", "Coefficient of variation of the work of a session (lognormal)"),
    CHOICE("service.distribution", service.distribution, distributions, PARAMS_DISTRIBUTION_LOGNORMAL, 'A', "", "Distribution of the work of a session"),
    REAL("service.referred", service.referred, PARAMS_NUMBER, "", 0, .5, .10, "kappa_ref", 'A', "", "Extra work of a referred request"),
    REAL("service.pooled", service.pooled, PARAMS_NUMBER, "", 0, .3, 0, "kappa_pool", 'A', "[Song2015]: stays are 17 % shorter in dedicated than in pooled queues; 0 leaves this out (hc09 has it)", "Slowdown of members because work is pooled"),

    REAL("learning.start", learning.start, PARAMS_NUMBER, "sessions", 0, 1000, 50, "E_0", 'A', "", "Mean knowledge at the start, in sessions held"),
    REAL("learning.cv", learning.cv, PARAMS_NUMBER, "", 0, 1, .4, "", 'A', "", "Coefficient of variation of knowledge at the start"),
    REAL("learning.ref", learning.ref, PARAMS_NUMBER, "sessions", 10, 1000, 300, "E_ref", 'A', "Set so that patterns P2 and P3 hold", "Knowledge at which productivity has grown by one doubling"),
    REAL("learning.half", learning.half, PARAMS_NUMBER, "sessions", 10, 1000, 150, "E_h", 'A', "", "Knowledge at which capability is one half"),
    REAL("learning.progress_ratio", learning.progress_ratio, PARAMS_NUMBER, "", .7, 1, .90, "", 'A', "[DuttonThomas1984]: about .80 in manufacturing; sessions of fixed length are taken to gain half as much", "Time per session after a doubling of experience, relative to before"),
    REAL("learning.half_life", learning.half_life, PARAMS_DAYS, "d", 30, INFINITY, 335, "h", 'A', ".94 kept per month, between the .75 of [KimSeo2009] and the 1 that [Thompson2007] does not rule out", "Half-life of knowledge that is not used"),
    REAL("learning.turnover", learning.turnover, PARAMS_PER_YEAR, "/yr", 0, 1, .18, "", 'L', "[GongyiShibao2014]: social workers in Shenzhen 2011-13, 17.6-19.8 % a year", "Departures per staff member and year"),
    REAL("learning.loss", learning.loss, PARAMS_NUMBER, "", 0, 1, .5, "phi", 'A', "", "Share of one person's part of the knowledge that leaves with that person"),

    REAL("quality.base", quality.base, PARAMS_NUMBER, "", 0, 1, .5, "q_0", 'A', "", "Quality of a sound session at no capability"),
    REAL("quality.queue_penalty", quality.queue_penalty, PARAMS_NUMBER, "", 0, 1, .15, "gamma", 'A', "", "Loss of quality under a long queue"),
    REAL("quality.queue_ref", quality.queue_ref, PARAMS_NUMBER, "requests", 1, 100, 10, "Q_ref", 'A', "", "Queue at which that loss is complete"),
    REAL("quality.deficient", quality.deficient, PARAMS_NUMBER, "", 0, 1, .4, "q_def", 'A', "", "Quality of a deficient session relative to a sound one"),

    REAL("effort.slack", effort.slack, PARAMS_NUMBER, "", 0, .5, .20, "s_max", 'A', "By analogy with [Olken2007]: audits of all instead of 4 % of projects cut missing expenditure by 8 percentage points", "Share of sessions that slacken when nobody looks"),
    REAL("effort.half", effort.half, PARAMS_PER_YEAR, "/yr", 1, 50, 6, "v_0", 'A', "", "Perceived oversight that divides slack by e"),
    REAL("effort.memory", effort.memory, PARAMS_DAYS, "d", 10, 1000, 180, "tau_V", 'A', "", "Time constant of perceived oversight and intrusion"),
    REAL("effort.crowding", effort.crowding, PARAMS_NUMBER, "per event/yr", 0, .005, .001, "chi", 'A', "The sign is of [FalkKosfeld2006]; [Ziegelmeyer2012] repeat it and find it mostly too small to outweigh control", "Effort lost per perceived intrusion beyond tolerance"),
    REAL("effort.tolerance", effort.tolerance, PARAMS_PER_YEAR, "/yr", 0, 100, 12, "J_0", 'A', "", "Intrusion that costs no motivation"),
    REAL("effort.visit_intrusion", effort.visit_intrusion, PARAMS_NUMBER, "", 0, 1, .1, "", 'A', "", "Intrusion of a visit relative to an instruction"),

    INT("support.staff", support.staff, "servers", 0, 1000, 3, "S", 'A', "", "Staff of the support organisation"),
    REAL("support.staff_cost", support.staff_cost, PARAMS_YUAN, "yuan/yr", 0, 1e7, 100000, "", 'A', "[BeijingWage2011]: 56,061 yuan; the mark-up for charges and overhead is assumed", "Yearly cost of one of its staff; the fee is staff times this"),
    REAL("support.credibility", support.credibility, PARAMS_NUMBER, "", .3, 1.2, 1, "omega_h", 'A', "", "Weight of its oversight relative to the government's"),
    REAL("support.capture", support.capture, PARAMS_NUMBER, "", 0, 1, 0, "capture", 'A', "[HRSA2003]: a contractor that monitors its own contract has a conflict of interest; 0 leaves this out (hc07 has it)", "Share of that weight lost at full trust"),
    REAL("support.closed_from", support.closed_from, PARAMS_DAYS, "d", 0, INFINITY, INFINITY, "", 'A', "", "Day from which the support organisation begins no task (never: it stays open)"),
    REAL("support.closed_until", support.closed_until, PARAMS_DAYS, "d", 0, INFINITY, INFINITY, "", 'A', "", "Day on which it begins tasks again"),
    REAL("support.coordination_hours", support.coordination_hours, PARAMS_HOURS, "h", 0, 4, 1, "h_c", 'A', "", "Weekly coordination per member"),
    REAL("support.link_hours", support.link_hours, PARAMS_HOURS, "h", 0, .4, .02, "h_p", 'A', "", "Weekly coordination per pair of members"),
    REAL("support.training_hours", support.training_hours, PARAMS_HOURS, "h", 0, 96, 24, "h_t0", 'A', "", "Preparing and holding a class"),
    REAL("support.attendee_hours", support.attendee_hours, PARAMS_HOURS, "h", 0, 8, 2, "h_t1", 'A', "", "The same, for each attending member"),
    REAL("support.visit_hours", support.visit_hours, PARAMS_HOURS, "h", 0, 24, 6, "h_v", 'A', "", "One site visit"),
    REAL("support.callback_hours", support.callback_hours, PARAMS_HOURS, "h", 0, 1, .25, "h_cb", 'A', "", "One call-back of a beneficiary"),
    REAL("support.followup_hours", support.followup_hours, PARAMS_HOURS, "h", 0, 8, 2, "h_hl", 'A', "", "Following up one complaint on the hotline"),
    REAL("support.referral_hours", support.referral_hours, PARAMS_HOURS, "h", 0, 4, 1, "h_r", 'A', "", "One referral"),
    REAL("support.statistics_hours", support.statistics_hours, PARAMS_HOURS, "h", 0, 2, .5, "h_rep", 'A', "", "Monthly statistics per member"),
    REAL("support.matching_hours", support.matching_hours, PARAMS_HOURS, "h", 0, 32, 8, "h_m", 'A', "", "Matching one offer of a partner"),
    REAL("support.onboarding_hours", support.onboarding_hours, PARAMS_HOURS, "h", 0, 160, 40, "h_o", 'A', "", "Taking in one joiner"),

    BOOL("referral.on", referral.on, 1, 'S', "[ZhuChen2012], items 44, 46: cooperation runs through the support organisation", "The support organisation refers waiting requests to other members"),
    REAL("referral.threshold", referral.threshold, PARAMS_NUMBER, "requests/team", 0, 50, 3, "h", 'A', "", "Requests at a member, per team, from which a referral is tried"),
    REAL("referral.gap", referral.gap, PARAMS_NUMBER, "requests/team", 0, 50, 2, "d", 'A', "", "By how much the other member must be less busy"),
    REAL("referral.accept_base", referral.accept_base, PARAMS_NUMBER, "", 0, 1, .5, "pi_0", 'A', "", "Probability that a referral is accepted at no trust"),
    REAL("referral.accept_trust", referral.accept_trust, PARAMS_NUMBER, "", 0, 1, .4, "pi_1", 'A', "", "What full trust adds to it"),
    REAL("referral.engagement", referral.engagement, PARAMS_NUMBER, "", 0, 1, 1, "", 'A', "[Boyum2016]: 36 % of callers of a helpline were helped by the service named; 1 leaves this out", "Share of people who agree to be referred"),
    INT("referral.acquaintances", referral.acquaintances, "members", 1, 100, 4, "", 'A', "", "Members that one knows without a hub: the nearest on a ring, half on each side"),
    REAL("referral.search_factor", referral.search_factor, PARAMS_NUMBER, "", 1, 10, 2, "", 'A', "", "Hours of a referral without a hub, relative to support.referral_hours"),

    BOOL("training.on", training.on, 1, 'S', "[ZhuChen2012], item 47: the second function", "The support organisation trains members; otherwise providers train themselves"),
    REAL("training.per_year", training.per_year, PARAMS_PER_YEAR, "/yr", 0, 60, 24, "", 'A', "", "Training sessions for each member"),
    REAL("training.effect", training.effect, PARAMS_NUMBER, "sessions", 0, 20, 4, "tau_T", 'A', "In sessions, assumed; that training works: [Arthur2003] (d = .60-.63), [Bloom2013] (productivity +17 % in a year)", "Knowledge gained by attending one"),
    REAL("training.attendance_hours", training.attendance_hours, PARAMS_HOURS, "h", 0, 40, 4, "", 'A', "", "Team time of attending one"),
    INT("training.class_size", training.class_size, "members", 1, 100, 20, "", 'A', "", "Members in one class at most"),
    REAL("training.targeting", training.targeting, PARAMS_NUMBER, "", 0, 1, .3, "", 'A', "", "With a steering group the less knowing half of a class gains 1 + this, the rest 1 - this"),
    REAL("training.self_per_year", training.self_per_year, PARAMS_PER_YEAR, "/yr", 0, 24, 2, "", 'A', "", "How often providers without a trainer train themselves"),
    REAL("training.self_effect", training.self_effect, PARAMS_NUMBER, "", 0, 1, .5, "", 'A', "", "Effect of training oneself relative to training.effect"),
    CHOICE("training.gate", training.gate, gates, PARAMS_GATE_DELIVER, 'S', "[ZhuChen2012], item 48: delivery is itself capacity building", "When purchase begins: at once, at training.gate_capability, or from day 365"),
    REAL("training.gate_capability", training.gate_capability, PARAMS_NUMBER, "", 0, 1, .4, "", 'A', "", "Capability from which build-then-buy purchases"),

    BOOL("exchange.on", exchange.on, 1, 'S', "[ZhuChen2012], items 42, 44: they learn from each other", "Members learn from each other's sessions"),
    REAL("exchange.share", exchange.share, PARAMS_NUMBER, "", 0, .4, .4, "sigma", 'L', "[KimSeo2009]: indirect learning adds .4 of direct learning in one shipyard; [IrwinKlenow1994]: 1/3 from each other firm; [Darr1995]: none between owners", "Total learning of all others from one session, as a share of one's own"),
    REAL("exchange.dilution", exchange.dilution, PARAMS_NUMBER, "", 0, 1, 1, "eta", 'A', "", "1: that total is split over the others; 0: each gets all of it"),
    REAL("exchange.type_overlap", exchange.type_overlap, PARAMS_NUMBER, "", 0, 1, .5, "", 'A', "", "What a session teaches a provider of another type, relative to the same type"),

    BOOL("monitoring.on", monitoring.on, 1, 'S', "[ZhuChen2012], items 49, 50: the third function", "The support organisation visits, calls back, follows up complaints and keeps statistics"),
    REAL("monitoring.visits", monitoring.visits, PARAMS_PER_YEAR, "/yr", 0, 60, 12, "", 'A', "", "Its site visits to each member"),
    REAL("monitoring.detect", monitoring.detect, PARAMS_NUMBER, "", 0, 1, .5, "d_v", 'A', "", "Probability that a visit detects a recent deficient session"),
    REAL("monitoring.lookback", monitoring.lookback, PARAMS_DAYS, "d", 1, 365, 30, "", 'A', "", "How far back a visit sees"),
    REAL("monitoring.callback", monitoring.callback, PARAMS_NUMBER, "", 0, 1, .1, "r_cb", 'A', "", "Share of sessions whose beneficiaries are called back"),
    REAL("monitoring.callback_detect", monitoring.callback_detect, PARAMS_NUMBER, "", 0, 1, .6, "d_cb", 'A', "", "Probability that a call-back detects a deficient session"),
    REAL("monitoring.callback_weight", monitoring.callback_weight, PARAMS_NUMBER, "", 0, 1, .1, "omega_c", 'A', "", "Oversight of a call-back relative to a visit"),
    REAL("monitoring.hotline", monitoring.hotline, PARAMS_NUMBER, "", 0, 1, .05, "r_hl", 'A', "", "Share of deficient sessions that bring a complaint"),
    REAL("monitoring.penalty", monitoring.penalty, PARAMS_NUMBER, "", 0, 1, .5, "", 'A', "", "Share of a session's price withheld for a detected deficiency"),
    REAL("monitoring.host_hours", monitoring.host_hours, PARAMS_HOURS, "h", 0, 16, 2, "", 'A', "", "Team time of hosting a visit"),
    BOOL("monitoring.solo_calls", monitoring.solo_calls, 0, 'A', "", "Without a support organisation the government's officers call back and follow up"),

    REAL("trust.start", trust.start, PARAMS_NUMBER, "", 0, 1, .5, "T_0", 'A', "", "Trust in the cluster at launch, and where it returns to"),
    REAL("trust.memory", trust.memory, PARAMS_DAYS, "d", 10, 3650, 365, "tau_T2", 'A', "", "Time constant of that return"),
    REAL("trust.gain", trust.gain, PARAMS_NUMBER, "", 0, .2, .01, "gain", 'A', "", "Share of the distance to 1 that a trust gain covers"),
    REAL("trust.loss", trust.loss, PARAMS_NUMBER, "", 0, .2, .01, "loss", 'A', "", "Share of trust that a loss takes"),
    REAL("trust.norm", trust.norm, PARAMS_NUMBER, "", 0, .5, .25, "norm", 'A', "", "Share of slack that full trust removes by itself"),
    REAL("trust.joiner", trust.joiner, PARAMS_NUMBER, "", 0, 1, .3, "", 'A', "", "Trust that a joiner brings"),

    BOOL("steering.on", steering.on, 1, 'S', "[ZhuChen2012], items 6, 34: bureau, four venues and the support organisation", "A steering group meets, targets training, weights visits and places partners"),
    REAL("steering.per_year", steering.per_year, PARAMS_PER_YEAR, "/yr", .1, 60, 12, "", 'A', "", "Its meetings"),
    INT("steering.representatives", steering.representatives, "members", 0, 100, 4, "", 'S', "[ZhuChen2012], item 34: four elected venues", "Members in it"),
    REAL("steering.bureau_hours", steering.bureau_hours, PARAMS_HOURS, "h", 0, 80, 14, "", 'A', "", "Officer time for one meeting"),
    REAL("steering.hours", steering.hours, PARAMS_HOURS, "h", 0, 16, 3.5, "", 'A', "", "Time of each representative, and of the hub, for one meeting"),
    BOOL("branch.on", branch.on, 1, 'S', "[ZhuChen2012], item 35: a temporary Party branch ties the venues", "A joint Party branch is a second node of the network"),
    REAL("branch.hours", branch.hours, PARAMS_HOURS, "h", 0, 16, 2, "", 'A', "", "Time of each member for its monthly meeting"),

    INT("government.officers", government.officers, "servers", 1, 10000, 5, "", 'A', "", "Officers who work on the programme"),
    REAL("government.contract_hours", government.contract_hours, PARAMS_HOURS, "h/yr", 0, 2000, 150, "H_ex", 'L', "[Petersen2019]: 2.7 % of contract value; of 155,000 yuan, at 28 yuan/h", "Officer time for one contract"),
    REAL("government.framework_hours", government.framework_hours, PARAMS_HOURS, "h/yr", 0, 2000, 150, "H_fw", 'A', "", "Officer time for the framework contract of a cluster"),
    REAL("government.annex_hours", government.annex_hours, PARAMS_HOURS, "h/yr", 0, 2000, 30, "H_annex", 'A', "", "Officer time for one member's annex to it"),
    REAL("government.visit_hours", government.visit_hours, PARAMS_HOURS, "h", 0, 80, 8, "H_v", 'A', "", "Officer time for one visit"),
    REAL("government.instruction_hours", government.instruction_hours, PARAMS_HOURS, "h", 0, 80, 2, "H_i", 'A', "", "Officer time for one instruction"),

    REAL("oversight.solo_visits", oversight.solo_visits, PARAMS_PER_YEAR, "/yr", 0, 24, 2, "v_g", 'A', "", "Government visits to a provider that works alone"),
    REAL("oversight.cluster_visits", oversight.cluster_visits, PARAMS_PER_YEAR, "/yr", 0, 24, 1, "v_g", 'A', "", "Government visits to a member of a cluster"),
    REAL("oversight.solo_instructions", oversight.solo_instructions, PARAMS_PER_MONTH, "/mo", 0, 8, 1, "I", 'A', "", "Government instructions to a provider that works alone"),
    REAL("oversight.cluster_instructions", oversight.cluster_instructions, PARAMS_PER_MONTH, "/mo", 0, 8, .5, "I", 'A', "", "Government instructions to a member of a cluster"),

    REAL("purchase.price", purchase.price, PARAMS_YUAN, "yuan/yr", 0, 1e8, 155000, "", 'L', "[Guangming2015]: 350 m yuan for 2,252 projects", "Price of a provider's contract"),
    REAL("purchase.team_cost", purchase.team_cost, PARAMS_YUAN, "yuan/yr", 1, 1e8, 150000, "", 'A', "", "Cost of a team, by which money becomes capacity"),
    REAL("purchase.wage", purchase.wage, PARAMS_YUAN, "yuan/h", 0, 10000, 28, "", 'L', "[BeijingWage2011]: 56,061 yuan at 2,000 h", "Wage of an officer"),
    REAL("purchase.overhead", purchase.overhead, PARAMS_NUMBER, "", 1, 10, 1.5, "", 'A', "", "Cost of an officer's hour relative to the wage"),
    REAL("purchase.exit_hazard", purchase.exit_hazard, PARAMS_PER_YEAR, "/yr", 0, 10, .03, "", 'L', "[Bielefeld1994]: 20 % of a panel closed in eight years, 2.8 % a year; [HarrisonLaincz2008]: low exit rates", "Rate at which a provider stops for good"),
    REAL("purchase.reinvest", purchase.reinvest, PARAMS_YUAN, "yuan/yr", 0, 1e10, 0, "", 'A', "", "Extra public money spread over all teams as capacity"),
    CHOICE("purchase.calendar", purchase.calendar, calendars, PARAMS_CALENDAR_STANDING, 'S', "[ZhuChen2012], items 14, 64: five phases a year; a standing mechanism as the aim", "Purchase all year round, or in five phases a year"),
    REAL("purchase.budget", purchase.budget, PARAMS_YUAN, "yuan/yr", 0, INFINITY, INFINITY, "", 'A', "", "Yearly budget for contracts under the annual calendar"),
    REAL("purchase.noise", purchase.noise, PARAMS_NUMBER, "", 0, 1, .05, "", 'A', "", "Standard deviation of the error in ranking applications"),
    REAL("purchase.pass", purchase.pass, PARAMS_NUMBER, "", 0, 1, .3, "", 'A', "", "Evaluation score below which an application ranks last"),
    REAL("purchase.commend_share", purchase.commend_share, PARAMS_NUMBER, "", 0, 1, .2, "", 'A', "", "Share of the evaluated that are commended"),
    REAL("purchase.commend_pull", purchase.commend_pull, PARAMS_NUMBER, "", 0, 1, .1, "", 'A', "", "How much more the quality of the commended counts in the eyes of candidates"),
    CHOICE("purchase.fee_from", purchase.fee_from, fee_sources, PARAMS_FEE_EXTRA, 'S', "[ZhuChen2012], items 50, 58: the government buys support separately", "The hub's fee is extra money, or comes out of the members' prices"),

    REAL("phases.apply", phases.days[0], PARAMS_DAYS, "d", 0, 365, 75, "", 'A', "", "Annual calendar: applying"),
    REAL("phases.review", phases.days[1], PARAMS_DAYS, "d", 0, 365, 60, "", 'A', "", "Annual calendar: reviewing, then publishing"),
    REAL("phases.implement", phases.days[2], PARAMS_DAYS, "d", 0, 365, 180, "", 'A', "", "Annual calendar: implementing; only then is anything purchased"),
    REAL("phases.evaluate", phases.days[3], PARAMS_DAYS, "d", 0, 365, 35, "", 'A', "", "Annual calendar: evaluating"),
    REAL("phases.commend", phases.days[4], PARAMS_DAYS, "d", 0, 365, 15, "", 'A', "", "Annual calendar: commending"),

    INT("membership.founders", membership.founders, "providers", 1, 100000, 100000, "n", 'S', "[ZhuChen2012], item 22: 16; here all of a smaller city", "Providers that found the cluster: the first ones, all if there are fewer"),
    BOOL("membership.on", membership.on, 0, 'S', "[ZhuChen2012], items 29, 36: others asked to take part", "Providers outside the cluster may join it"),
    REAL("membership.innovation", membership.innovation, PARAMS_PER_YEAR, "/yr", 0, 1, .03, "p", 'L', "[Sultan1990]: mean over 213 applications of the model of [Bass1969]", "Rate of joining by oneself"),
    REAL("membership.imitation", membership.imitation, PARAMS_PER_YEAR, "/yr", 0, 3, .38, "q", 'L', "[Sultan1990]: mean over 213 applications of the model of [Bass1969]", "Rate of joining by imitation when all are members"),
    REAL("membership.effect", membership.effect, PARAMS_NUMBER, "", 0, 5, 1, "beta", 'A', "", "How strongly the visible difference in quality weighs in imitation"),
    REAL("membership.start_ratio", membership.start_ratio, PARAMS_NUMBER, "", 0, 4, 1, "", 'A', "", "Knowledge at the start of providers outside, relative to the founders'"),

    BOOL("partners.on", partners.on, 0, 'S', "[ZhuChen2012], items 31, 46, 51: enterprises, foundations and volunteers through the support organisation", "The hub matches offers of partners; otherwise they find a provider by chance"),
    REAL("partners.foundations", partners.offers[0], PARAMS_PER_YEAR, "/yr", 0, 1000, 6, "", 'A', "", "Offers of foundations, city-wide"),
    REAL("partners.enterprises", partners.offers[1], PARAMS_PER_YEAR, "/yr", 0, 1000, 4, "", 'A', "", "Offers of enterprises"),
    REAL("partners.volunteers", partners.offers[2], PARAMS_PER_YEAR, "/yr", 0, 1000, 12, "", 'A', "", "Offers of volunteer groups"),
    REAL("partners.match", partners.match, PARAMS_NUMBER, "", 0, 1, .2, "p_m", 'L', "[ChinaNews2015], [CharityFair2014]: 24.1 and 20.6 % of applications matched at a fair", "Probability that a matched offer succeeds"),
    REAL("partners.chance", partners.chance, PARAMS_NUMBER, "", 0, 1, .05, "p_m0", 'A', "", "The same without a hub"),
    REAL("partners.amount", partners.amount, PARAMS_YUAN, "yuan", 0, 1e8, 50000, "", 'A', "", "Money of an offer by a foundation or enterprise; buys team time for a year"),
    REAL("partners.boost", partners.boost, PARAMS_NUMBER, "", 0, 1, .10, "", 'A', "", "Speed that a volunteer group adds"),
    REAL("partners.boost_days", partners.boost_days, PARAMS_DAYS, "d", 1, 3650, 90, "", 'A', "", "How long it stays"),

    BOOL("conference.on", conference.on, 0, 'S', "[ZhuChen2012], item 15", "A conference where projects find money"),
    REAL("conference.day", conference.day, PARAMS_DAYS, "d", 0, 3650, 192, "", 'S', "[ZhuChen2012], item 15: 12 July 2010", "Its day"),
    INT("conference.projects", conference.projects, "projects", 0, 100000, 300, "", 'S', "[ZhuChen2012], item 13: 300 projects", "Projects listed"),
    REAL("conference.sign", conference.sign, PARAMS_NUMBER, "", 0, 1, 35.0 / 300, "p_s", 'S', "[ZhuChen2012], item 17: 35 signed", "Probability that a project signs"),
    REAL("conference.intend", conference.intend, PARAMS_NUMBER, "", 0, 1, 158.0 / 300, "p_i", 'S', "[ZhuChen2012], item 18: 158 intended", "Probability that it only reaches an intent"),
    REAL("conference.honour", conference.honour, PARAMS_NUMBER, "", 0, 1, .3, "p_h", 'A', "", "Probability that an intent is honoured"),
    REAL("conference.signed_yuan", conference.signed_yuan, PARAMS_YUAN, "yuan", 0, 1e8, 204000, "", 'S', "[ZhuChen2012], item 17: 7.14 m yuan for 35", "Money of a signed project"),
    REAL("conference.intent_yuan", conference.intent_yuan, PARAMS_YUAN, "yuan", 0, 1e8, 51856, "", 'S', "[ZhuChen2012], item 18: 8.1933 m yuan for 158", "Money of an intent"),

    REAL("exit.time", exit.time, PARAMS_DAYS, "d", 0, INFINITY, INFINITY, "", 'A', "", "Day on which the government withdraws"),
    BOOL("exit.earned", exit.earned, 0, 'S', "[ZhuChen2012], item 40: later the government designs and supervises", "It withdraws when the cluster has been autonomous and capable for a year"),
    BOOL("exit.acts", exit.acts, 1, 'A', "", "It really does; otherwise the day is only noted, as the control for measures after the exit"),
    REAL("exit.autonomy", exit.autonomy, PARAMS_NUMBER, "", 0, 1, .5, "", 'A', "", "Autonomy index to stay above"),
    REAL("exit.capability", exit.capability, PARAMS_NUMBER, "", 0, 1, .65, "", 'A', "", "Members' mean capability to stay above"),
    REAL("exit.visits", exit.visits, PARAMS_PER_YEAR, "/yr", 0, 24, .5, "", 'A', "", "Government visits to a member after it"),
    REAL("exit.dues", exit.dues, PARAMS_YUAN, "yuan/yr", 0, 1e7, 15000, "", 'A', "", "What a member pays at most for the hub after it"),
    REAL("autonomy.intrusion_ref", autonomy.intrusion_ref, PARAMS_PER_YEAR, "/yr", 1, 200, 36, "J_ref", 'A', "", "Intrusion at which a member has no autonomy"),

    INT("macro.clusters", macro.clusters, "clusters", 1, 10000, 1, "", 'S', "[ZhuChen2012], item 28: from micro to macro clustering", "Clusters of equal size"),
    CHOICE("macro.by", macro.by, dealings, PARAMS_DEAL_ROUND_ROBIN, 'A', "", "How providers are dealt to clusters: in turn, or by own type"),
    REAL("macro.threshold", macro.threshold, PARAMS_NUMBER, "requests/team", 0, 100, 6, "", 'A', "", "Requests at a member, per team, from which the apex refers to other clusters"),
    INT("macro.apex_staff", macro.apex_staff, "servers", 0, 1000, 2, "S_a", 'A', "", "Staff above the clusters, where there are several"),
};
/* clang-format on */

const size_t params_table_count = sizeof params_table_rows / sizeof *params_table_rows;
