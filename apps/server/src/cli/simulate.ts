import { actOnce, startSimulator } from '../modules/seed/simulator.ts';
import { StartError } from '../platform/start-error.ts';
import { attach } from './attach.ts';
import { type Command, text } from './command.ts';

/** `yufang simulate`: the demo's simulator by hand, also beside a server that runs without it. */
export const simulate: Command = {
  usage: 'simulate [--acts N] [--every SECONDS]',
  about: 'make invented records at invented enterprises: so many at once, or until Ctrl-C',
  options: { acts: { type: 'string' }, every: { type: 'string' } },
  run: async (call) => {
    const acts = Number(text(call, 'acts') ?? 0);
    const every = Number(text(call, 'every') ?? 5);
    if (!Number.isInteger(acts) || acts < 0) throw new StartError('Set --acts to a whole number.');
    if (!(every >= 0.05)) throw new StartError('Set --every to at least 0.05 seconds.');
    const { engine } = await attach(call.config, { alone: false });
    const where = { db: engine.db, config: call.config, now: () => new Date() };
    try {
      if (acts > 0) {
        const done: Record<string, number> = {};
        for (let i = 0; i < acts; i += 1) {
          const act = await actOnce(where);
          done[act] = (done[act] ?? 0) + 1;
        }
        call.say(
          Object.entries(done)
            .map(([act, n]) => `${n} ${act}`)
            .join(', '),
        );
        return 0;
      }
      const pace = [every * 700, every * 1300].map(Math.round) as [number, number];
      const running = startSimulator(where, (error) => console.error('simulator:', error), pace);
      call.say('simulating; Ctrl-C stops');
      for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
      await new Promise((done) => process.once('SIGINT', done).once('SIGTERM', done));
      await running.stop();
      return 0;
    } finally {
      await engine.stop();
    }
  },
};
