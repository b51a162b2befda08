import { ENTERPRISE_MANAGERS, ORG_UNIT_KINDS, REGULATOR_ROLES, ROLES } from '@yufang/domain';
import { z } from 'zod';
import { ImportQuery, ImportReport } from './enterprise.ts';
import {
  Day,
  defineRoute,
  EnterpriseParams,
  EnterpriseRowParams,
  Instant,
  PageQuery,
  page,
  READERS,
  roles,
  text,
} from './route.ts';

const MANAGERS = roles(...ENTERPRISE_MANAGERS);
const tag = 'org';
const base = '/api/v1/enterprises/:enterpriseId' as const;
const Version = z.int().positive();
const State = z.enum(['active', 'withdrawn']);

/** A post and who holds it. */
export const PostView = z
  .object({
    id: z.uuid(),
    orgUnitId: z.uuid(),
    orgUnitName: z.string(),
    name: z.string(),
    duty: z.string().nullable(),
    emergency: z.string().nullable(),
    cardIssuedOn: Day.nullable(),
    holders: z.array(
      z.object({ id: z.uuid(), personId: z.uuid(), name: z.string(), fromOn: Day, otherPosts: z.array(z.string()) }),
    ),
    /** Control measures this post answers for. */
    measures: z.int(),
    state: State,
    version: z.int(),
  })
  .meta({ id: 'PostView' });
export type PostView = z.infer<typeof PostView>;

/** A unit of the enterprise's own tree. */
export const OrgUnitView = z
  .object({
    id: z.uuid(),
    parentId: z.uuid().nullable(),
    kind: z.enum(ORG_UNIT_KINDS),
    name: z.string(),
    sort: z.int(),
    stopped: z.boolean(),
    state: State,
    version: z.int(),
  })
  .meta({ id: 'OrgUnitView' });
export type OrgUnitView = z.infer<typeof OrgUnitView>;

/** The whole tree: an enterprise has hundreds of units, not thousands. */
export const getOrgTree = defineRoute({
  id: 'getOrgTree',
  method: 'GET',
  path: `${base}/org-tree`,
  tag,
  summary: 'Units and posts of an enterprise',
  access: READERS,
  params: EnterpriseParams,
  query: z.object({ withdrawn: z.stringbool().default(false) }),
  reply: z.object({ units: z.array(OrgUnitView), posts: z.array(PostView) }),
});

const UnitInput = z.object({
  parentId: z.uuid().nullable().default(null),
  kind: z.enum(ORG_UNIT_KINDS),
  name: text(100),
  sort: z.int().min(0).max(9999).default(0),
});
/** Refusals: `org.kind_order` (a team has no workshop below it), `org.one_company`, `org.parent_missing`, `org.name_taken`. */
export const createOrgUnit = defineRoute({
  id: 'createOrgUnit',
  method: 'POST',
  path: `${base}/org-units`,
  tag,
  summary: 'Add a unit to the tree',
  access: MANAGERS,
  params: EnterpriseParams,
  body: UnitInput.extend({ id: z.uuid().optional() }),
  reply: OrgUnitView,
});
/** Rename, move, stop (its tasks are skipped), withdraw. Refusals: as above, `org.cycle`, `org.not_empty`, `row.stale`. */
export const updateOrgUnit = defineRoute({
  id: 'updateOrgUnit',
  method: 'PATCH',
  path: `${base}/org-units/:id`,
  tag,
  summary: 'Change, move, stop or withdraw a unit',
  access: MANAGERS,
  params: EnterpriseRowParams,
  body: UnitInput.extend({ parentId: z.uuid().nullable(), sort: z.int().min(0).max(9999) })
    .partial()
    .extend({ stopped: z.boolean().optional(), state: State.optional(), version: Version }),
  reply: OrgUnitView,
});

const PostInput = z.object({
  orgUnitId: z.uuid(),
  name: text(60),
  duty: text(4000, 0).nullish(),
  emergency: text(4000, 0).nullish(),
});
export const createPost = defineRoute({
  id: 'createPost',
  method: 'POST',
  path: `${base}/posts`,
  tag,
  summary: 'Add a post',
  access: MANAGERS,
  params: EnterpriseParams,
  body: PostInput.extend({ id: z.uuid().optional() }),
  reply: PostView,
});
/** Refusals: `post.has_measures` when withdrawn while it answers for measures. */
export const updatePost = defineRoute({
  id: 'updatePost',
  method: 'PATCH',
  path: `${base}/posts/:id`,
  tag,
  summary: 'Change or withdraw a post',
  access: MANAGERS,
  params: EnterpriseRowParams,
  body: PostInput.partial().extend({ state: State.optional(), version: Version }),
  reply: PostView,
});

/** Who holds a post from today. A person may hold two posts: `alsoHolds` then names the others, for the screen to say so. */
export const setPostHolders = defineRoute({
  id: 'setPostHolders',
  method: 'PUT',
  path: `${base}/posts/:id/holders`,
  tag,
  summary: 'Say who holds a post',
  access: MANAGERS,
  params: EnterpriseRowParams,
  body: z.object({ personIds: z.array(z.uuid()).max(200) }),
  reply: z.object({
    post: PostView,
    alsoHolds: z.array(z.object({ personId: z.uuid(), name: z.string(), posts: z.array(z.string()) })),
  }),
});

/** Smallest units without a post, posts without a holder, posts without a duty: a list one can work off. */
export const listOrgGaps = defineRoute({
  id: 'listOrgGaps',
  method: 'GET',
  path: `${base}/org-gaps`,
  tag,
  summary: 'Units and posts without a named duty',
  access: READERS,
  params: EnterpriseParams,
  reply: z.object({
    rows: z.array(
      z.object({
        kind: z.enum(['unit_without_post', 'post_without_holder', 'post_without_duty', 'person_without_post']),
        entity: z.enum(['org_unit', 'post', 'person']),
        id: z.uuid(),
        name: z.string(),
        where: z.string(),
      }),
    ),
    complete: z.int(),
    total: z.int(),
  }),
});

/** A person of the enterprise or of a contractor. Numbers are masked. */
export const PersonRow = z
  .object({
    id: z.uuid(),
    name: z.string(),
    phone: z.string().nullable(),
    identity: z.string().nullable(),
    contractorId: z.uuid().nullable(),
    contractorName: z.string().nullable(),
    posts: z.array(z.object({ id: z.uuid(), name: z.string() })),
    accountId: z.string().nullable(),
    username: z.string().nullable(),
    role: z.enum(ROLES).nullable(),
    trainingHours: z.number(),
    state: State,
    version: z.int(),
  })
  .meta({ id: 'PersonRow' });
export type PersonRow = z.infer<typeof PersonRow>;

export const listPeople = defineRoute({
  id: 'listPeople',
  method: 'GET',
  path: `${base}/people`,
  tag,
  summary: 'People of an enterprise',
  access: READERS,
  params: EnterpriseParams,
  query: PageQuery.extend({
    search: z.string().trim().max(60).optional(),
    postId: z.uuid().optional(),
    contractorId: z.uuid().optional(),
    own: z.stringbool().optional(),
    account: z.enum(['yes', 'no']).optional(),
    state: State.default('active'),
  }),
  reply: page(PersonRow),
});
export const exportPeople = defineRoute({
  id: 'exportPeople',
  method: 'GET',
  path: `${base}/people/export`,
  tag,
  summary: 'People as Excel, numbers masked',
  access: READERS,
  params: EnterpriseParams,
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  replyKind: 'file',
});

const PersonInput = z.object({
  name: text(60),
  phone: z.string().trim().max(30).nullish(),
  identity: z.string().trim().max(30).nullish(),
  contractorId: z.uuid().nullish(),
});
/** Refusals: `phone.format`, `identity.*`, `person.phone_taken`, `person.identity_taken`. */
export const createPerson = defineRoute({
  id: 'createPerson',
  method: 'POST',
  path: `${base}/people`,
  tag,
  summary: 'Add a person',
  access: MANAGERS,
  params: EnterpriseParams,
  body: PersonInput.extend({ id: z.uuid().optional(), postIds: z.array(z.uuid()).max(20).default([]) }),
  reply: PersonRow,
});
/** A withdrawn person leaves all posts and loses the account's duty in this enterprise. */
export const updatePerson = defineRoute({
  id: 'updatePerson',
  method: 'PATCH',
  path: `${base}/people/:id`,
  tag,
  summary: 'Change or withdraw a person',
  access: MANAGERS,
  params: EnterpriseRowParams,
  body: PersonInput.partial().extend({ state: State.optional(), version: Version }),
  reply: PersonRow,
});
/** Phone and identity number in full; the look is kept in the audit log with its reason. */
export const revealPerson = defineRoute({
  id: 'revealPerson',
  method: 'POST',
  path: `${base}/people/:id/reveal`,
  tag,
  summary: 'Show a person’s numbers in full (audited)',
  access: roles(...REGULATOR_ROLES, ...ENTERPRISE_MANAGERS),
  params: EnterpriseRowParams,
  body: z.object({ reason: text(200) }),
  reply: z.object({ phone: z.string().nullable(), identity: z.string().nullable() }),
});

const importRoutes = { access: MANAGERS, params: EnterpriseParams, tag } as const;
export const getPeopleTemplate = defineRoute({
  ...importRoutes,
  id: 'getPeopleTemplate',
  method: 'GET',
  path: `${base}/people-import/template`,
  summary: 'Excel template for people and posts with drop-down lists',
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  replyKind: 'file',
});
/** One row a person and post; units and posts that are not there yet are made. A person in two rows holds two posts (warning `person.two_posts`). */
export const importPeople = defineRoute({
  ...importRoutes,
  id: 'importPeople',
  method: 'POST',
  path: `${base}/people-import`,
  summary: 'People and posts by Excel: check, then write all or the good rows',
  query: ImportQuery,
  upload: true,
  reply: ImportReport,
});

/** A contractor: an organisation of its own under the owner's view. */
export const ContractorRow = z
  .object({
    id: z.uuid(),
    code: z.string().nullable(),
    name: z.string(),
    work: z.string().nullable(),
    agreementOn: Day.nullable(),
    fromOn: Day.nullable(),
    toOn: Day.nullable(),
    contactName: z.string().nullable(),
    contactPhone: z.string().nullable(),
    people: z.int(),
    dangersOpen: z.int(),
    dangersTotal: z.int(),
    /** none: no safety agreement · over: its term has ended · ok. */
    agreement: z.enum(['none', 'over', 'ok']),
    state: State,
    version: z.int(),
  })
  .meta({ id: 'ContractorRow' });
export type ContractorRow = z.infer<typeof ContractorRow>;
const ContractorInput = z.object({
  name: text(120),
  code: z.string().trim().max(20).nullish(),
  work: text(500, 0).nullish(),
  agreementOn: Day.nullish(),
  fromOn: Day.nullish(),
  toOn: Day.nullish(),
  contactName: text(60, 0).nullish(),
  contactPhone: z.string().trim().max(30).nullish(),
});
export const listContractors = defineRoute({
  id: 'listContractors',
  method: 'GET',
  path: `${base}/contractors`,
  tag,
  summary: 'Contractors of an enterprise',
  access: READERS,
  params: EnterpriseParams,
  query: PageQuery.extend({ search: z.string().trim().max(60).optional(), state: State.default('active') }),
  reply: page(ContractorRow),
});
/** Refusals: `uscc.*`, `contractor.code_taken`, `contractor.term_backwards`, `phone.format`. */
export const createContractor = defineRoute({
  id: 'createContractor',
  method: 'POST',
  path: `${base}/contractors`,
  tag,
  summary: 'Add a contractor',
  access: MANAGERS,
  params: EnterpriseParams,
  body: ContractorInput.extend({ id: z.uuid().optional() }),
  reply: ContractorRow,
});
export const updateContractor = defineRoute({
  id: 'updateContractor',
  method: 'PATCH',
  path: `${base}/contractors/:id`,
  tag,
  summary: 'Change or withdraw a contractor',
  access: MANAGERS,
  params: EnterpriseRowParams,
  body: ContractorInput.partial().extend({ state: State.optional(), version: Version }),
  reply: ContractorRow,
});

export const TrainingRow = z
  .object({
    id: z.uuid(),
    title: z.string(),
    heldOn: Day,
    hours: z.number(),
    attendees: z.array(z.object({ id: z.uuid(), name: z.string() })),
    note: z.string().nullable(),
    state: State,
    version: z.int(),
    at: Instant,
  })
  .meta({ id: 'TrainingRow' });
export type TrainingRow = z.infer<typeof TrainingRow>;
const TrainingInput = z.object({
  title: text(120),
  heldOn: Day,
  hours: z.number().min(0).max(999),
  attendees: z.array(z.uuid()).max(2000).default([]),
  note: text(2000, 0).nullish(),
});
export const listTrainings = defineRoute({
  id: 'listTrainings',
  method: 'GET',
  path: `${base}/trainings`,
  tag,
  summary: 'Trainings, newest first',
  access: READERS,
  params: EnterpriseParams,
  query: PageQuery.extend({
    personId: z.uuid().optional(),
    search: z.string().trim().max(60).optional(),
    state: State.default('active'),
  }),
  reply: page(TrainingRow),
});
/** Refusals: `training.in_future`, `person.not_found`. */
export const createTraining = defineRoute({
  id: 'createTraining',
  method: 'POST',
  path: `${base}/trainings`,
  tag,
  summary: 'Enter a training',
  access: MANAGERS,
  params: EnterpriseParams,
  body: TrainingInput.extend({ id: z.uuid().optional() }),
  reply: TrainingRow,
});
export const updateTraining = defineRoute({
  id: 'updateTraining',
  method: 'PATCH',
  path: `${base}/trainings/:id`,
  tag,
  summary: 'Change or withdraw a training',
  access: MANAGERS,
  params: EnterpriseRowParams,
  body: TrainingInput.extend({ attendees: z.array(z.uuid()).max(2000) })
    .partial()
    .extend({ state: State.optional(), version: Version }),
  reply: TrainingRow,
});
