import type { FastifyInstance, InjectOptions } from 'fastify';
import { buildApp } from '../app.ts';
import { readConfig } from '../platform/config/config.ts';
import type { Actor } from '../platform/db/actor.ts';
import type { Kernel } from '../platform/http/kernel.ts';
import { makeTestDatabase, type TestDatabase } from './test-database.ts';

/** The whole application on a database of its own; who asks is said by each call instead of by a session. */
export type TestApp = TestDatabase & {
  readonly app: FastifyInstance;
  readonly kernel: Kernel;
  /** The application's clock; set `.time` to travel. */
  readonly clock: { time: Date; now(): Date };
  /** Call as an actor (null: signed out). */
  as(
    actor: Actor | null,
    request: InjectOptions,
  ): Promise<{ status: number; body: unknown; headers: Record<string, unknown> }>;
};

/** Build the application for one test file. */
export async function makeTestApp(start = new Date('2026-11-23T02:00:00Z')): Promise<TestApp> {
  const database = await makeTestDatabase();
  const clock = { time: start, now: () => new Date(clock.time) };
  const actors = new Map<string, Actor>();
  const { app, kernel } = await buildApp({
    config: readConfig({
      YUFANG_LOG: process.env.TEST_LOG ?? 'silent',
      YUFANG_JOBS: 'off',
      YUFANG_DATA: `${process.env.TMPDIR ?? '/tmp'}/yufang-test-files`,
    }),
    db: database.db,
    clock,
    authenticate: async (request) => actors.get(String(request.headers['x-test-actor'])) ?? null,
  });
  await app.ready();
  return {
    ...database,
    app,
    kernel,
    clock,
    as: async (actor, request) => {
      if (actor) actors.set(actor.assignmentId, actor);
      const headers = { ...request.headers, ...(actor ? { 'x-test-actor': actor.assignmentId } : {}) };
      const reply = await app.inject({ ...request, headers });
      const json = /\/(problem\+)?json\b/.test(String(reply.headers['content-type'] ?? ''));
      return { status: reply.statusCode, body: json ? reply.json() : reply.body, headers: reply.headers };
    },
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}
