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


def simulate(count, customers):
    """Processor time, and every customer's wait."""
    env = simpy.Environment()
    servers = simpy.Resource(env, capacity=count)
    waits = []
    started = time.process_time()
    env.process(source(env, servers, 0.9 * count, customers, waits))
    env.run()
    return time.process_time() - started, waits


def main():
    count, customers = int(sys.argv[1]), int(sys.argv[2])
    random.seed(1)
    runs = [simulate(count, customers // 4) for _ in range(4)]
    waits = [wait for _, some in runs for wait in some]
    # the quickest of them, as the benchmark has it: the first warms up
    print("%.1f %.4f" % (4e9 * min(time for time, _ in runs) / customers, sum(waits) / len(waits)))


main()
