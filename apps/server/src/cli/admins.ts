import { randomInt } from 'node:crypto';
import type { Role } from '@yufang/domain';
import { createAccounts } from '../modules/auth/accounts.ts';
import { systemActor } from '../modules/change/record.ts';
import { asSystem } from '../platform/db/database.ts';
import { StartError } from '../platform/start-error.ts';
import { attach } from './attach.ts';
import type { Command } from './command.ts';

const ADMINISTRATORS: readonly (readonly [string, string, Role])[] = [
  ['sysadmin', '系统管理员', 'system_admin'],
  ['secadmin', '安全管理员', 'security_admin'],
  ['auditadmin', '审计管理员', 'audit_admin'],
];
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** `yufang admins`: the way into an empty platform. */
export const admins: Command = {
  usage: 'admins',
  about: 'make the first three separated administrators with one-time passwords (an empty platform without the demo)',
  run: async (call) => {
    const { engine } = await attach(call.config, { alone: false });
    try {
      const list = ADMINISTRATORS.map(([username, name, role]) => ({
        username,
        name,
        password: `${Array.from({ length: 14 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}-4Zq`,
        mustChangePassword: true,
        assignments: [
          { role, scope: role === 'audit_admin' ? ({ kind: 'audit' } as const) : ({ kind: 'platform' } as const) },
        ],
      }));
      await asSystem(engine.db, async (trx) => {
        const there = await trx
          .selectFrom('assignment')
          .select('id')
          .where('role', 'in', ['system_admin', 'security_admin', 'audit_admin'])
          .executeTakeFirst();
        if (there)
          throw new StartError('There are administrators already: they make further accounts on the platform.');
        await createAccounts(trx, call.config, list, { actor: systemActor('cli:admins'), at: new Date() });
      });
      for (const a of list) call.say(`  ${a.username.padEnd(12)} ${a.password}   ${a.name}`);
      call.say('Each password must be changed at the first sign-in; it is shown only now.');
      return 0;
    } finally {
      await engine.stop();
    }
  },
};
