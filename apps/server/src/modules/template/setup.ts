import { createHash } from 'node:crypto';
import type { simpleSetup } from '@yufang/contract';
import { controlTier, type RiskGrade, type TemplateRisk, WORKSHEET_OF_KIND } from '@yufang/domain';
import { shanghaiDay } from '@yufang/domain/reference/days';
import type { z } from 'zod';
import type { Actor } from '../../platform/db/actor.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { OrgRow, OrgTable, Writes } from '../change/rows.ts';
import { cancelEntries } from '../inspection/cancel.ts';
import { takePost } from '../org/posts.ts';
import { readReference } from '../reference/read.ts';
import { gradeColumns, readTables, regradeUnits, type Tables } from '../risk/grading.ts';
import { mayUseTemplate, readTemplate, type Template } from './read.ts';
import { current } from './view.ts';

type Body = z.output<typeof simpleSetup.body>;
type Done = { created: number; withdrawn: number; personId: string };

/** The id of a part: the same enterprise, trade and part always have the same, so that saying it twice writes it once. */
function stableId(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('|')).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

/** Words in the language the firm chose. */
const say = (lang: Body['lang']) => (zh: string, en: string) => (lang === 'zh' ? zh : en);

type Setup = {
  readonly writes: Writes;
  readonly template: Template;
  readonly body: Body;
  readonly day: string;
  readonly tables: Tables;
  readonly actor: Actor;
  readonly post: OrgRow<'post'>;
  readonly nextReview: string;
  readonly units: Set<string>;
};

/**
 * Set a small firm up from the risks it ticked, in the caller's transaction under the enterprise's lock. Rows that are there stay as they are, even
 * where somebody has changed their words since; rows of risks no longer ticked are withdrawn.
 */
export async function setUp(writes: Writes, body: Body, actor: Actor): Promise<Done> {
  const { trx } = writes;
  const day = shanghaiDay(writes.now.toISOString());
  const enterprise = await writes.need('enterprise', writes.chain.dims.enterpriseId);
  if (enterprise.status !== 'active')
    throw refuse(422, { code: 'enterprise.not_active', params: { status: enterprise.status } });
  if (!mayUseTemplate(enterprise.scale)) throw refuse(422, { code: 'template.not_for_above' });
  const template = await readTemplate(trx, body.trade, day);
  const ticked = new Set(body.risks);
  for (const code of ticked) {
    if (!template.body.risks.some((r) => r.code === code))
      throw refuse(422, { code: 'template.risk_not_found', field: 'risks', params: { risk: code } });
  }
  const before = await current(trx, enterprise.enterprise_id);
  if (before && before.trade !== body.trade && !body.replace) {
    throw refuse(409, { code: 'template.other_trade', field: 'trade', params: { trade: before.trade } });
  }
  const unit = await ensureUnit(writes, { enterprise, body });
  const post = await ensurePost(writes, { unitId: unit.id, template, body });
  const personId = await ensureHolder(writes, { actor, postId: post.id });
  const { everyMonths } = await readReference(trx, 'review_period', day);
  const setup: Setup = {
    writes,
    template,
    body,
    day,
    post,
    actor,
    tables: await readTables(trx, day),
    nextReview: Temporal.PlainDate.from(day).add({ months: everyMonths }).toString(),
    units: new Set(),
  };
  const start = writes.entries.length;
  for (const risk of template.body.risks) if (ticked.has(risk.code)) await ensureRisk(setup, risk);
  const created = writes.entries.slice(start).filter((e) => e.before === null).length;
  const withdrawn = await withdrawOthers(setup, before ? { trade: before.trade, risks: before.risks } : null);
  await regradeUnits(writes, [...setup.units], day);
  await writes.update('enterprise', enterprise, { simple_mode: true, covered: true }, 'simple_setup');
  await keep(writes, { before, body, edition: template.head.edition, unitId: unit.id, postId: post.id });
  return { created, withdrawn, personId };
}

async function keep(
  writes: Writes,
  what: { before: OrgRow<'simple_setup'> | undefined; body: Body; edition: string; unitId: string; postId: string },
): Promise<void> {
  const { before, body } = what;
  const risks = [...new Set(body.risks)].sort();
  const columns = { trade: body.trade, edition: what.edition, risks, org_unit_id: what.unitId, post_id: what.postId };
  if (before) await writes.update('simple_setup', before, columns);
  else await writes.insert('simple_setup', columns);
}

async function ensureUnit(writes: Writes, what: { enterprise: OrgRow<'enterprise'>; body: Body }) {
  const { enterprise, body } = what;
  const root = await writes.trx
    .selectFrom('org_unit')
    .selectAll()
    .where('enterprise_id', '=', enterprise.enterprise_id)
    .where('kind', '=', 'company')
    .where('state', '=', 'active')
    .executeTakeFirst();
  const id = stableId(enterprise.enterprise_id, 'root');
  const company =
    root ?? (await writes.insert('org_unit', { id, kind: 'company', name: enterprise.name, path: `/${id}/` }));
  if (!body.place) return company;
  const named = await writes.trx
    .selectFrom('org_unit')
    .selectAll()
    .where('enterprise_id', '=', enterprise.enterprise_id)
    .where('name', '=', body.place)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (named) return named;
  const place = stableId(enterprise.enterprise_id, 'place', body.place);
  return await writes.insert('org_unit', {
    id: place,
    parent_id: company.id,
    kind: 'workshop',
    name: body.place,
    path: `${company.path}${place}/`,
  });
}

async function ensurePost(writes: Writes, what: { unitId: string; template: Template; body: Body }) {
  const { template, body } = what;
  const t = say(body.lang);
  const p = template.body.post;
  const id = stableId(writes.chain.dims.enterpriseId, body.trade, 'post');
  const known = await writes.find('post', id);
  if (known)
    return await writes.update('post', known, { state: 'active', ...(body.postName ? { name: body.postName } : {}) });
  return await writes.insert('post', {
    id,
    org_unit_id: what.unitId,
    name: body.postName ?? t(p.name, p.nameEn),
    duty: t(p.duty, p.dutyEn),
    emergency: t(p.emergency, p.emergencyEn),
  });
}

/** Whoever sets the firm up holds the post, as a person of the enterprise. */
async function ensureHolder(writes: Writes, what: { actor: Actor; postId: string }): Promise<string> {
  const { actor } = what;
  const own = () =>
    writes.trx
      .selectFrom('person')
      .selectAll()
      .where('enterprise_id', '=', writes.chain.dims.enterpriseId)
      .where('account_id', '=', actor.accountId)
      .where('state', '=', 'active')
      .executeTakeFirst();
  const person =
    (actor.personId ? await writes.find('person', actor.personId) : undefined) ??
    (await own()) ??
    (await writes.insert('person', { name: actor.name, account_id: actor.accountId }));
  const held = await writes.trx
    .selectFrom('post_holder')
    .select('id')
    .where('enterprise_id', '=', writes.chain.dims.enterpriseId)
    .where('post_id', '=', what.postId)
    .where('to_on', 'is', null)
    .execute();
  if (held.length === 0) await takePost(writes, { postId: what.postId, personId: person.id });
  return person.id;
}

/** A row by its stable id: made, or brought back when it was withdrawn. */
async function ensure<T extends OrgTable>(
  writes: Writes,
  table: T,
  values: { id: string } & Record<string, unknown>,
): Promise<OrgRow<T>> {
  const known = await writes.find(table, values.id);
  if (!known) return await writes.insert(table, { origin: 'template', ...values } as never);
  // Only its state: what somebody wrote since stays. An item that comes back is generated for from today on.
  const again =
    table === 'inspection_item' && (known as { state?: string }).state === 'withdrawn'
      ? { next_window: values.next_window }
      : {};
  return await writes.update(table, known, { state: 'active', ...again } as never, 'restore');
}

async function ensureRisk(s: Setup, risk: TemplateRisk): Promise<void> {
  const { writes, body, day } = s;
  const t = say(body.lang);
  const e = writes.chain.dims.enterpriseId;
  const object = await ensure(writes, 'risk_object', {
    id: stableId(e, body.trade, 'object', risk.object),
    kind: risk.kind,
    name: t(risk.object, risk.objectEn),
    org_unit_id: s.post.org_unit_id,
  });
  const unit = await ensure(writes, 'risk_unit', {
    id: stableId(e, body.trade, 'unit', risk.object, risk.unit),
    object_id: object.id,
    name: t(risk.unit, risk.unitEn),
    worksheet: WORKSHEET_OF_KIND[risk.kind],
    org_unit_id: s.post.org_unit_id,
  });
  s.units.add(unit.id);
  const graded = gradeColumns('LEC', { factors: risk.scores }, s.tables);
  const tier = controlTier(graded.grade as RiskGrade, await readReference(writes.trx, 'control_tiers', day));
  const accidents = await readReference(writes.trx, 'accident_types', day);
  const accident = accidents.items.find((i) => i.code === risk.accidentType);
  const event = await ensure(writes, 'risk_event', {
    id: stableId(e, body.trade, 'event', risk.code),
    unit_id: unit.id,
    name: t(risk.event, risk.eventEn),
    accident_type: accident?.label ?? null,
    factor: risk.factor,
    consequence: t(risk.consequence, risk.consequenceEn),
    ...graded,
    live_grade: graded.grade,
    tier,
    // The template is the author; the one person of a small firm reviews and approves it.
    review_state: 'approved',
    author_id: `template:${s.body.trade}`,
    reviewer_id: s.actor.accountId,
    approver_id: s.actor.accountId,
    reviewed_on: day,
    next_review_on: s.nextReview,
  });
  for (const [at, m] of risk.measures.entries()) {
    const check = m.check === null ? null : t(m.check, m.checkEn ?? m.check);
    const measure = await ensure(writes, 'control_measure', {
      id: stableId(e, body.trade, 'measure', risk.code, String(at)),
      event_id: event.id,
      unit_id: unit.id,
      measure_class: m.measureClass,
      description: t(m.text, m.textEn),
      check_content: check,
      tier,
      duty_post_id: s.post.id,
    });
    if (check === null) continue;
    await ensure(writes, 'inspection_item', {
      id: stableId(e, body.trade, 'item', risk.code, String(at)),
      measure_id: measure.id,
      unit_id: unit.id,
      post_id: s.post.id,
      tier,
      content: check,
      cycle_n: s.template.body.cycle.n,
      cycle_unit: s.template.body.cycle.unit,
      starts_on: day,
      next_window: new Date(`${day}T00:00:00+08:00`),
    });
  }
}

/** What was ticked before and is not any more is withdrawn with everything below it; a unit or object left empty too. */
async function withdrawOthers(s: Setup, before: { trade: string; risks: readonly string[] } | null): Promise<number> {
  if (!before) return 0;
  const { writes } = s;
  const e = writes.chain.dims.enterpriseId;
  const gone = before.risks.filter((code) => before.trade !== s.body.trade || !s.body.risks.includes(code));
  const start = writes.entries.length;
  for (const code of gone) {
    const event = await writes.find('risk_event', stableId(e, before.trade, 'event', code));
    if (event?.state !== 'active') continue;
    await withdrawBelow(writes, 'inspection_item', event);
    await withdrawBelow(writes, 'control_measure', event);
    await writes.update('risk_event', event, { state: 'withdrawn' }, 'withdraw');
    const left = await active(writes, 'risk_event', { column: 'unit_id', id: event.unit_id });
    const unit = await writes.need('risk_unit', event.unit_id);
    if (left > 0) s.units.add(unit.id);
    else {
      await writes.update('risk_unit', unit, { state: 'withdrawn' }, 'withdraw');
      if ((await active(writes, 'risk_unit', { column: 'object_id', id: unit.object_id })) === 0)
        await writes.update(
          'risk_object',
          await writes.need('risk_object', unit.object_id),
          { state: 'withdrawn' },
          'withdraw',
        );
    }
  }
  return writes.entries.length - start;
}

async function withdrawBelow(
  writes: Writes,
  table: 'inspection_item' | 'control_measure',
  event: OrgRow<'risk_event'>,
): Promise<void> {
  const measures = await writes.trx
    .selectFrom('control_measure')
    .selectAll()
    .where('enterprise_id', '=', event.enterprise_id)
    .where('event_id', '=', event.id)
    .where('state', '=', 'active')
    .execute();
  if (table === 'control_measure') {
    for (const m of measures) await writes.update('control_measure', m, { state: 'withdrawn' }, 'withdraw');
    return;
  }
  if (measures.length === 0) return;
  const items = await writes.trx
    .selectFrom('inspection_item')
    .selectAll()
    .where('enterprise_id', '=', event.enterprise_id)
    .where(
      'measure_id',
      'in',
      measures.map((m) => m.id),
    )
    .where('state', '=', 'active')
    .execute();
  for (const i of items) {
    await writes.update('inspection_item', i, { state: 'withdrawn' }, 'withdraw');
    // What is no longer to be checked must not fall overdue.
    const ahead = writes.entries.length;
    writes.entries.push(...(await cancelEntries(writes.trx, writes.chain, { itemId: i.id, ahead })));
  }
}

async function active(
  writes: Writes,
  table: 'risk_event' | 'risk_unit',
  of: { column: 'unit_id' | 'object_id'; id: string },
) {
  const { n } = await writes.trx
    .selectFrom(table as 'risk_event')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('enterprise_id', '=', writes.chain.dims.enterpriseId)
    .where(of.column as 'unit_id', '=', of.id)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow();
  return n;
}
