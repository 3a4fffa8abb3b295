import type { DeniedError, Engine } from '@holdall/core';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** In seconds. Around what a request and a commit take, and where they begin to hurt. */
const durations = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

/** One route's times by status: looking the labels up for each request would cost more than counting it. */
export type Timed = (status: number, milliseconds: number) => void;

/** What is told about a server, in a registry of its own: a host's default one stays as it is. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'holdall_http_request_duration_seconds',
    help: 'From the first byte of a request that was understood to the last byte of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: durations,
    registers: [this.#registry],
  });
  readonly #batchSize = new Histogram({
    name: 'holdall_batch_size',
    help: 'Commands that were written, or questions that were read, together.',
    labelNames: ['of'],
    buckets: sizes,
    registers: [this.#registry],
  });
  readonly #batchTime = new Histogram({
    name: 'holdall_batch_duration_seconds',
    help: 'How long a batch took: of commands from reading to the end of the commit.',
    labelNames: ['of'],
    buckets: durations,
    registers: [this.#registry],
  });
  readonly #denials = new Counter({
    name: 'holdall_denials_total',
    help: 'What the rules refused, by the first reason.',
    labelNames: ['reason'],
    registers: [this.#registry],
  });
  readonly #leave: () => void;

  constructor(engine: Engine, underWay: () => number, ofTheProcess: boolean) {
    if (ofTheProcess) collectDefaultMetrics({ register: this.#registry });
    this.#gauge('holdall_queue_depth', 'Commands that wait for the next batch.', () => engine.waiting);
    this.#gauge('holdall_http_requests_under_way', 'Requests that have not been answered yet.', underWay);
    this.#leave = engine.observe(({ of, size }) => {
      this.#batchSize.observe({ of }, size);
      return this.#batchTime.startTimer({ of });
    });
  }

  /** In Prometheus' text format, labelled `contentType`. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  timed(method: string, route: string): Timed {
    const byStatus = new Map<number, Histogram.Internal<'method' | 'route' | 'status'>>();
    return (status, milliseconds) => {
      let times = byStatus.get(status);
      if (times === undefined) byStatus.set(status, (times = this.#requests.labels(method, route, String(status))));
      times.observe(milliseconds / 1000);
    };
  }

  denied({ reason }: DeniedError): void {
    this.#denials.inc({ reason });
  }

  leave(): void {
    this.#leave();
    this.#registry.clear();
  }

  #gauge(name: string, help: string, value: () => number): void {
    const registers = [this.#registry];
    void new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  }
}
