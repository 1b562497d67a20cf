# SPDX-License-Identifier: GPL-3.0-or-later
"""M/M/c at a load of .9 in SimPy, as its own documentation would write it: a process a customer, a resource.

    python3 queues_simpy.py SERVERS CUSTOMERS    prints nanoseconds a customer and the mean wait
"""
import random
import sys
import time

import simpy


def customer(env, servers, waits):
    arrived = env.now
    with servers.request() as request:
        yield request
        waits.append(env.now - arrived)
        yield env.timeout(random.expovariate(1.0))


def source(env, servers, rate, customers, waits):
    for _ in range(customers):
        yield env.timeout(random.expovariate(rate))
        env.process(customer(env, servers, waits))


def main():
    count, customers = int(sys.argv[1]), int(sys.argv[2])
    random.seed(1)
    env = simpy.Environment()
    servers = simpy.Resource(env, capacity=count)
    waits = []
    started = time.perf_counter()
    env.process(source(env, servers, 0.9 * count, customers, waits))
    env.run()
    print("%.1f %.4f" % (1e9 * (time.perf_counter() - started) / customers, sum(waits) / len(waits)))


main()
