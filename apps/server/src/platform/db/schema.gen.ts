// Made by tools/db-types.ts from a migrated database. Do not edit: change a migration and make it again.
import type { ColumnType } from 'kysely';

/** A column with a default may be left out of an insert. Looks into ColumnType, which kysely's own does not. */
export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;

/** A column that the database makes from the others: read only. */
export type Derived<T> = ColumnType<T, never, never>;

/** Opaque payload: parse it with a schema before reading it. Written as JSON text or as a value. */
export type Json = ColumnType<unknown, unknown, unknown>;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface AccountTable {
  id: string;
  username: string;
  name: string;
  email: string;
  email_verified: Generated<boolean>;
  image: string | null;
  two_factor_enabled: Generated<boolean>;
  state: Generated<string>;
  locale: Generated<string>;
  failed_count: Generated<number>;
  locked_until: Timestamp | null;
  must_change_password: Generated<boolean>;
  password_changed_at: Generated<Timestamp>;
  demo: Generated<boolean>;
  demo_rank: number | null;
  demo_password: string | null;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface AccountCredentialTable {
  id: string;
  external_id: string;
  provider_id: string;
  account_id: string;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: Timestamp | null;
  refresh_token_expires_at: Timestamp | null;
  scope: string | null;
  password: string | null;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface AccountSessionTable {
  id: string;
  token: string;
  account_id: string;
  assignment_id: string | null;
  kept: Generated<boolean>;
  second_factor_at: Timestamp | null;
  last_seen_at: Generated<Timestamp>;
  expires_at: Timestamp;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface AccountTotpTable {
  id: string;
  account_id: string;
  secret: string;
  backup_codes: string;
  verified: Generated<boolean>;
  failed_verification_count: Generated<number>;
  locked_until: Timestamp | null;
  last_code: string | null;
}

export interface AccountVerificationTable {
  id: string;
  identifier: string;
  value: string;
  expires_at: Timestamp;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface AssignmentTable {
  id: string;
  account_id: string;
  role: string;
  scope_kind: string;
  region_code: string | null;
  sector: string | null;
  park_id: string | null;
  enterprise_id: string | null;
  person_id: string | null;
  valid_from: Timestamp;
  valid_to: Timestamp | null;
  granted_by: string;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface AttachmentTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  kind: string;
  sha256: string;
  phash: string | null;
  mime: string;
  bytes: number;
  width: number | null;
  height: number | null;
  taken_at: Timestamp | null;
  lon: number | null;
  lat: number | null;
  accuracy_m: number | null;
  uploaded_by: string;
  stored: Generated<boolean>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
  exif: Json | null;
  stored_at: Timestamp | null;
}

export interface ChangeTable {
  enterprise_id: string;
  seq: number;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  at: Timestamp;
  actor_id: string;
  actor_name: string;
  actor_role: string;
  device: string | null;
  entity: string;
  entity_id: string;
  action: string;
  before: Json | null;
  after: Json | null;
  prev_hash: Buffer;
  hash: Buffer;
}

export interface ChangeHeadTable {
  enterprise_id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  last_seq: number;
  last_hash: Buffer;
  industry: string | null;
  scale: string | null;
  counted: Generated<boolean>;
}

export interface ContractorTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  code: string | null;
  name: string;
  work: string | null;
  agreement_on: string | null;
  from_on: string | null;
  to_on: string | null;
  contact_name: string | null;
  contact_phone_cipher: string | null;
  contact_phone_tail: string | null;
  state: Generated<string>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface ControlMeasureTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  event_id: string;
  unit_id: string;
  measure_class: string;
  data_source: Generated<string>;
  classify1: string | null;
  classify2: string | null;
  classify3: string | null;
  description: string;
  check_content: string | null;
  tier: string | null;
  duty_post_id: string | null;
  state: Generated<string>;
  origin: Generated<string>;
  source_updated_at: Timestamp | null;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
  source_extra: Json | null;
}

export interface DepartmentTable {
  id: string;
  sector: string;
  region_code: string;
  name: string;
  name_en: string | null;
}

export interface EnterpriseTable {
  enterprise_id: string;
  code: string;
  code_kind: string;
  card_code: string;
  name: string;
  industry_code: string;
  industry: string;
  scale: string;
  sector: string;
  city_code: string;
  county_code: string;
  township_code: string | null;
  park_id: string | null;
  address: string | null;
  lon: number | null;
  lat: number | null;
  crs: Generated<string>;
  head_count: number | null;
  tags: Generated<string[]>;
  simple_mode: Generated<boolean>;
  contact_name: string | null;
  contact_phone_cipher: string | null;
  contact_phone_tail: string | null;
  status: string;
  status_reason: string | null;
  activity: Generated<string>;
  last_activity_at: Timestamp | null;
  promise: Json | null;
  invented: Generated<boolean>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
  covered: Generated<boolean>;
  given_lon: number | null;
  given_lat: number | null;
}

export interface EnterpriseDirectoryTable {
  code: string;
  kind: string;
  enterprise_id: string;
}

export interface EnterpriseRequestTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  kind: string;
  state: Generated<string>;
  fields: Json;
  follow_hash: string | null;
  applicant_id: string;
  applicant: string;
  applicant_phone_cipher: string | null;
  applicant_phone_tail: string | null;
  reason: string | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_at: Timestamp | null;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface ExchangeBatchTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  variant: string;
  received_at: Timestamp;
  received_by: string;
  sha256: string;
  counts: Json;
  state: Generated<string>;
  total: Generated<number>;
  done: Generated<number>;
  progressed_at: Timestamp | null;
  failure: string | null;
  shortened_at: Timestamp | null;
}

export interface ExchangeHeldTable {
  enterprise_id: string;
  entity: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  variant: string;
  waits_for_entity: string;
  waits_for_id: string;
  row: Json;
  source_updated_at: Timestamp;
  held_since: Timestamp;
}

export interface ExchangeRowTable {
  enterprise_id: string;
  batch_id: string;
  n: number;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  at: string;
  entity: string;
  row_id: string | null;
  outcome: string;
  issues: Generated<Json>;
  warnings: Generated<Json>;
  raw_sealed: string | null;
}

export interface ExchangeSourceTable {
  enterprise_id: string;
  entity: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  variant: string;
  said: Json | null;
  hash: string | null;
  source_updated_at: Timestamp | null;
  hidden_by: string | null;
}

export interface FloorPlanTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  name: string;
  attachment_id: string;
  width: number;
  height: number;
  state: Generated<string>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface HiddenDangerTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  number: string;
  name: string;
  description: Generated<string>;
  level: Generated<string>;
  criteria: Generated<string[]>;
  status: string;
  source: string;
  kind: Generated<string>;
  factor: string | null;
  cause: string | null;
  unit_id: string | null;
  event_id: string | null;
  measure_id: string | null;
  record_id: string | null;
  contractor_id: string | null;
  location: string | null;
  lon: number | null;
  lat: number | null;
  reported_by: string;
  reporter_name: string;
  found_at: Timestamp;
  received_at: Timestamp;
  found_day: string;
  treatment: string | null;
  five: Json | null;
  assignee_id: string | null;
  assignee_name: string | null;
  deadline: string | null;
  extension: Json | null;
  rectified_by: string | null;
  rectified_by_name: string | null;
  rectified_at: Timestamp | null;
  rectified_note: string | null;
  photo_ids: Generated<string[]>;
  rectified_photo_ids: Generated<string[]>;
  accepted_by: string | null;
  accepted_by_name: string | null;
  accepted_at: Timestamp | null;
  accepted_note: string | null;
  closed_at: Timestamp | null;
  closed_day: string | null;
  closed_on_time: boolean | null;
  overdue: Generated<boolean>;
  overdue_since: string | null;
  escalated_to: string | null;
  supervision: Json | null;
  major: Json | null;
  failed_acceptances: Generated<number>;
  reopened: Generated<number>;
  source_extra: Json | null;
  origin: Generated<string>;
  source_updated_at: Timestamp | null;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
  handle_since: Timestamp | null;
  due_on: string | null;
  due_what: string | null;
  dues: Generated<Json>;
  escalation_level: Generated<number>;
  sweep_on: string | null;
  remark: Json | null;
  regraded: Json | null;
  rectified_received_at: Timestamp | null;
  shown: Derived<string>;
}

export interface IndustryTable {
  code: string;
  name: string;
  name_en: string | null;
  parent_code: string | null;
  edition: string;
  certainty: string;
}

export interface InspectionItemTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  measure_id: string;
  unit_id: string;
  post_id: string | null;
  tier: string | null;
  content: string;
  cycle_n: number;
  cycle_unit: string;
  occasion: string | null;
  workday_kind: Generated<string>;
  work_start: string | null;
  work_end: string | null;
  starts_on: string;
  duty_kind: Generated<string>;
  duty_item: number | null;
  photo_required: Generated<boolean>;
  next_window: Timestamp | null;
  state: Generated<string>;
  origin: Generated<string>;
  source_updated_at: Timestamp | null;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
  source_extra: Json | null;
}

export interface InspectionRecordTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  task_id: string | null;
  task_window: Timestamp | null;
  item_id: string;
  unit_id: string;
  result: string;
  note: string | null;
  photo_ids: Generated<string[]>;
  voice_id: string | null;
  danger_id: string | null;
  person_id: string | null;
  account_id: string | null;
  person_name: string | null;
  claimed_at: Timestamp;
  received_at: Timestamp;
  clock_offset_ms: number | null;
  day: string;
  lon: number | null;
  lat: number | null;
  accuracy_m: number | null;
  duration_ms: number | null;
  device_id: string | null;
  marks: Generated<Json>;
  marked: Generated<boolean>;
  explanation: string | null;
  explained_by: string | null;
  explained_at: Timestamp | null;
  origin: Generated<string>;
  source_updated_at: Timestamp | null;
  state: Generated<string>;
  version: Generated<number>;
  claimed_raw: Timestamp | null;
  device_seq: number | null;
  scanned: Generated<boolean>;
  fingerprint: string | null;
  source_extra: Json | null;
}

export interface InspectionTaskTable {
  enterprise_id: string;
  window_start: Timestamp;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  item_id: string;
  unit_id: string;
  post_id: string | null;
  due_at: Timestamp;
  day: string;
  kind: Generated<string>;
  dispatch_note: string | null;
  assignee_id: string | null;
  state: Generated<string>;
  record_id: string | null;
  done_at: Timestamp | null;
  escalated_to: string | null;
  version: Generated<number>;
  updated_at: Generated<Timestamp>;
  seq: Generated<number>;
}

export interface InvitationTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  code_hash: string;
  name: string;
  role: string;
  person_id: string | null;
  state: Generated<string>;
  invited_by: string;
  expires_at: Timestamp;
  accepted_at: Timestamp | null;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface MajorHazardUnitTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  name: string;
  kind: string;
  location: string | null;
  people_within_500m: number;
  items: Json;
  result: Json;
  s: number;
  r: number | null;
  level: number | null;
  unverified: boolean;
  assessed_on: string;
  note: string | null;
  source: Generated<string>;
  state: Generated<string>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface MeasureDutyTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  measure_id: string;
  tier: string;
  post_id: string;
  state: Generated<string>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface NoticeTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  at: Timestamp;
  topic: string;
  urgency: string;
  entity: string;
  entity_id: string;
  params: Json;
  actor_id: string;
  to_account: string | null;
  to_role: string | null;
  xid: Generated<number>;
  digest: string | null;
  reach: string | null;
}

export interface NoticeDigestTable {
  key: string;
  enterprise_id: string;
  notice_id: string;
}

export interface NoticeReadTable {
  enterprise_id: string;
  notice_id: string;
  account_id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  at: Timestamp;
}

export interface OrgUnitTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  parent_id: string | null;
  kind: string;
  name: string;
  path: string;
  sort: Generated<number>;
  stopped: Generated<boolean>;
  state: Generated<string>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface OutboxTable {
  id: string;
  enterprise_id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  at: Timestamp;
  from_seq: number;
  to_seq: number;
  topic: string;
  summary: Json;
  xid: Generated<number>;
}

export interface ParkTable {
  id: string;
  name: string;
  name_en: string | null;
  county_code: string;
  city_code: string;
  kind: Generated<string>;
  lon: number | null;
  lat: number | null;
  boundary: Json | null;
  invented: Generated<boolean>;
  state: Generated<string>;
}

export interface ParkAssessmentTable {
  park_id: string;
  id: string;
  city_code: string;
  county_code: string;
  number: number;
  title: string;
  state: Generated<string>;
  source: string;
  invented: Generated<boolean>;
  based_on: string | null;
  input: Json;
  input_hash: string;
  vessels: number;
  enterprises: number;
  readiness: Generated<Json>;
  created_by: string;
  created_name: string;
  created_at: Timestamp;
  submitted_by: string | null;
  submitted_name: string | null;
  submitted_at: Timestamp | null;
  reviewed_by: string | null;
  reviewed_name: string | null;
  reviewed_at: Timestamp | null;
  reason: string | null;
  result_run_id: string | null;
  result_hash: string | null;
  engine: string | null;
  version: Generated<number>;
  updated_at: Timestamp;
}

export interface ParkGradingTable {
  park_id: string;
  id: string;
  city_code: string;
  county_code: string;
  number: number;
  title: string;
  state: Generated<string>;
  edition: string;
  answers: Generated<Json>;
  vetoes: Generated<Json>;
  result: Json;
  grade: string | null;
  provisional: boolean;
  based_on: string | null;
  invented: Generated<boolean>;
  scorers: Generated<string[]>;
  created_by: string;
  created_name: string;
  created_at: Timestamp;
  submitted_by: string | null;
  submitted_name: string | null;
  submitted_at: Timestamp | null;
  reviewed_by: string | null;
  reviewed_name: string | null;
  reviewed_at: Timestamp | null;
  reason: string | null;
  version: Generated<number>;
  updated_at: Timestamp;
}

export interface ParkGradingFileTable {
  park_id: string;
  id: string;
  city_code: string;
  county_code: string;
  grading_id: string;
  name: string;
  sha256: string;
  mime: string;
  bytes: number;
  uploaded_by: string;
  uploaded_name: string;
  uploaded_at: Timestamp;
}

export interface ParkOwnItemTable {
  park_id: string;
  id: string;
  city_code: string;
  county_code: string;
  assessment_id: string;
  rank: number;
  kind: string;
  subject: string;
  params: Generated<Json>;
  state: Generated<string>;
  owner: string | null;
  deadline: string | null;
  note: string | null;
  done_by: string | null;
  done_name: string | null;
  done_at: Timestamp | null;
  verified_by: string | null;
  verified_name: string | null;
  verified_at: Timestamp | null;
  invented: Generated<boolean>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface ParkProjectCheckTable {
  park_id: string;
  id: string;
  city_code: string;
  county_code: string;
  assessment_id: string;
  name: string;
  applicant: string;
  limits: string;
  proposed: Json;
  input_hash: string;
  requested_by: string;
  requested_name: string;
  requested_at: Timestamp;
  run_id: string | null;
  verdict: string | null;
  findings: Json | null;
}

export interface ParkRunTable {
  park_id: string;
  id: string;
  city_code: string;
  county_code: string;
  assessment_id: string;
  project_check_id: string | null;
  state: Generated<string>;
  phase: string | null;
  share: Generated<number>;
  overall: Generated<number>;
  requested_by: string;
  requested_name: string;
  requested_at: Timestamp;
  started_at: Timestamp | null;
  ended_at: Timestamp | null;
  beat_at: Timestamp | null;
  server: string | null;
  attempts: Generated<number>;
  cancel_requested: Generated<boolean>;
  code: string | null;
  field: string | null;
  params: Generated<Json>;
  input_hash: string;
  result_hash: string | null;
  engine: string | null;
  same_bits: boolean | null;
  headline: Json | null;
}

export interface ParkRunResultTable {
  park_id: string;
  run_id: string;
  city_code: string;
  county_code: string;
  result: Json;
}

export interface ParkSetTable {
  park_id: string;
  kind: string;
  version: number;
  city_code: string;
  county_code: string;
  payload: Json;
  notes: Generated<Json>;
  origin: string;
  by_id: string;
  by_name: string;
  at: Timestamp;
}

export interface ParkVesselTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  tag: string;
  name: string;
  plant: string | null;
  kind: string;
  frequency_kind: string | null;
  substance: string;
  volume_m3: number;
  fill_fraction: number;
  pressure_pa: number;
  temperature_k: number;
  lon: number;
  lat: number;
  crs: string;
  given_lon: number;
  given_lat: number;
  bund_area_m2: number | null;
  frequency_factor: number | null;
  barriers: Generated<Json>;
  note: string | null;
  state: Generated<string>;
  reason: string | null;
  confirmed: Json | null;
  confirmed_at: Timestamp | null;
  origin: Generated<string>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface ParkWorkItemTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  assessment_id: string;
  rank: number;
  measure: string;
  vessel_ref: string;
  vessel_name: string;
  substance: string;
  lon: number | null;
  lat: number | null;
  removed_per_year: number;
  removed_share: number;
  params: Generated<Json>;
  state: Generated<string>;
  owner: string | null;
  deadline: string | null;
  note: string | null;
  done_by: string | null;
  done_name: string | null;
  done_at: Timestamp | null;
  verified_by: string | null;
  verified_name: string | null;
  verified_at: Timestamp | null;
  unit_id: string | null;
  measure_id: string | null;
  item_id: string | null;
  invented: Generated<boolean>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface PasswordHistoryTable {
  id: string;
  account_id: string;
  at: Timestamp;
  password: string;
}

export interface PersonTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  name: string;
  phone_cipher: string | null;
  phone_tail: string | null;
  phone_hash: string | null;
  identity_cipher: string | null;
  identity_tail: string | null;
  identity_hash: string | null;
  contractor_id: string | null;
  account_id: string | null;
  state: Generated<string>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface PlanAreaTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  plan_id: string;
  object_id: string | null;
  unit_id: string | null;
  name: string;
  polygon: Json;
  state: Generated<string>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
  sort: Generated<number>;
}

export interface PostTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  org_unit_id: string;
  name: string;
  duty: string | null;
  emergency: string | null;
  card_issued_on: string | null;
  state: Generated<string>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
  card_stale_since: Timestamp | null;
}

export interface PostHolderTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  post_id: string;
  person_id: string;
  from_on: string;
  to_on: string | null;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface PublicReportTable {
  id: string;
  city_code: string;
  county_code: string;
  follow_hash: string;
  enterprise_id: string | null;
  danger_id: string | null;
  place: string;
  description: string;
  lon: number | null;
  lat: number | null;
  reporter: string | null;
  phone_cipher: string | null;
  phone_tail: string | null;
  state: Generated<string>;
  answer: string | null;
  decided_by: string | null;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface RecordJudgementTable {
  enterprise_id: string;
  record_id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  verdict: string | null;
  official: boolean;
  judged_by: string;
  judged_role: string;
  judged_at: Timestamp;
  note: string | null;
}

export interface ReferenceDataTable {
  kind: string;
  edition: string;
  title: string;
  title_en: string | null;
  standard: string | null;
  clause: string | null;
  in_force_from: string | null;
  status: string;
  certainty: string;
  source: string;
  payload: Json;
  updated_at: Generated<Timestamp>;
  updated_by: string | null;
  source_en: string | null;
}

export interface RegionTable {
  code: string;
  name: string;
  name_en: string | null;
  level: string;
  parent_code: string | null;
  kind: Generated<string>;
  valid_from: string | null;
  valid_to: string | null;
  source: string;
  maintained_at: Timestamp | null;
}

export interface RegionPastTable {
  code: string;
  until: string;
  name: string;
  name_en: string | null;
  level: string;
  parent_code: string | null;
  kind: string;
  valid_from: string | null;
  source: string;
}

export interface RiskChangeTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  kind: string;
  happened_on: string;
  note: string;
  object_id: string | null;
  state: Generated<string>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface RiskEventTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  unit_id: string;
  name: string;
  accident_type: string | null;
  factor: string | null;
  consequence: string | null;
  worksheet_row: Generated<Json>;
  method: Generated<string>;
  method_edition: string | null;
  scores: Json | null;
  product: number | null;
  grade: string | null;
  live_grade: string | null;
  tier: string | null;
  review_state: Generated<string>;
  author_id: string | null;
  reviewer_id: string | null;
  approver_id: string | null;
  revision: Generated<number>;
  reviewed_on: string | null;
  next_review_on: string | null;
  review_note: string | null;
  state: Generated<string>;
  origin: Generated<string>;
  source_updated_at: Timestamp | null;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
  source_extra: Json | null;
  reviewed_at: Timestamp | null;
  controls_changed_at: Timestamp | null;
}

export interface RiskImportTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  file_name: string;
  sha256: string;
  state: string;
  rows: Generated<Json>;
  report: Generated<Json>;
  progress: Generated<number>;
  created_by: string;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface RiskObjectTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  kind: string;
  name: string;
  code: string | null;
  major_hazard: Generated<boolean>;
  org_unit_id: string | null;
  duty_person_name: string | null;
  location: string | null;
  lon: number | null;
  lat: number | null;
  state: Generated<string>;
  origin: Generated<string>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface RiskUnitTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  object_id: string;
  name: string;
  worksheet: string;
  org_unit_id: string | null;
  duty_person_name: string | null;
  declared_grade: string | null;
  grade: string | null;
  live_grade: string | null;
  stopped: Generated<boolean>;
  stopped_from: Timestamp | null;
  stopped_to: Timestamp | null;
  stopped_reason: string | null;
  point_code: string | null;
  lon: number | null;
  lat: number | null;
  state: Generated<string>;
  origin: Generated<string>;
  source_updated_at: Timestamp | null;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
  duty_department: string | null;
  source_extra: Json | null;
}

export interface RollupCrossTable {
  county_code: string;
  sector: string;
  industry: string;
  scale: string;
  park_id: string;
  metric: string;
  day: string;
  city_code: string;
  n: number;
}

export interface RollupFlowTable {
  sector: string;
  metric: string;
  day: string;
  county_code: string;
  city_code: string;
  n: number;
}

export interface RollupFlowAboveTable {
  sector: string;
  region_code: string;
  metric: string;
  day: string;
  n: number;
}

export interface RollupParkTable {
  park_id: string;
  metric: string;
  day: string;
  n: number;
}

export interface RollupQueueTable {
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  industry: string;
  scale: string;
  metric: string;
  day: string | null;
  n: number;
}

export interface RollupStockTable {
  sector: string;
  county_code: string;
  metric: string;
  city_code: string;
  n: number;
}

export interface RollupStockAboveTable {
  sector: string;
  region_code: string;
  metric: string;
  n: number;
}

export interface RollupTradeAboveTable {
  sector: string;
  region_code: string;
  metric: string;
  day: string;
  industry: string;
  scale: string;
  n: number;
}

export interface SchemaMigrationTable {
  name: string;
  checksum: string;
  applied_at: Generated<Timestamp>;
}

export interface SectorTable {
  code: string;
  name: string;
  name_en: string;
}

export interface SecurityPolicyTable {
  id: string;
  min_length: number;
  min_classes: number;
  not_last: number;
  max_age_days: number | null;
  lock_after: number;
  lock_minutes: number;
  idle_minutes: number | null;
  absolute_hours: number;
  kept_days: number;
  version: Generated<number>;
  updated_at: Generated<Timestamp>;
}

export interface SignInGuessTable {
  name_hash: string;
  failed_count: Generated<number>;
  locked_until: Timestamp | null;
  last_at: Generated<Timestamp>;
}

export interface SignInLogTable {
  id: string;
  at: Timestamp;
  username: string;
  account_id: string | null;
  outcome: string;
  ip: string | null;
  user_agent: string | null;
}

export interface SimpleSetupTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  trade: string;
  edition: string;
  risks: string[];
  org_unit_id: string;
  post_id: string;
  state: Generated<string>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface SyncReceiptTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  kind: string;
  fingerprint: string;
  account_id: string;
  device_id: string;
  device_seq: number;
  claimed_at: Timestamp;
  received_at: Timestamp;
}

export interface TrainingTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  title: string;
  held_on: string;
  hours: number;
  attendees: Generated<string[]>;
  note: string | null;
  state: Generated<string>;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
}

export interface UnitStopTable {
  enterprise_id: string;
  id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  unit_id: string;
  stopped_from: Timestamp;
  stopped_to: Timestamp | null;
  reason: string | null;
  state: Generated<string>;
  origin: Generated<string>;
  source_updated_at: Timestamp | null;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  updated_at: Generated<Timestamp>;
  source_extra: Json | null;
}

export interface UseIndexTable {
  enterprise_id: string;
  city_code: string;
  county_code: string;
  sector: string;
  park_id: string | null;
  day: string;
  score: number;
  reasons: Json;
  facts: Json;
  edition: string;
  computed_at: Timestamp;
}

export interface DB {
  account: AccountTable;
  account_credential: AccountCredentialTable;
  account_session: AccountSessionTable;
  account_totp: AccountTotpTable;
  account_verification: AccountVerificationTable;
  assignment: AssignmentTable;
  attachment: AttachmentTable;
  change: ChangeTable;
  change_head: ChangeHeadTable;
  contractor: ContractorTable;
  control_measure: ControlMeasureTable;
  department: DepartmentTable;
  enterprise: EnterpriseTable;
  enterprise_directory: EnterpriseDirectoryTable;
  enterprise_request: EnterpriseRequestTable;
  exchange_batch: ExchangeBatchTable;
  exchange_held: ExchangeHeldTable;
  exchange_row: ExchangeRowTable;
  exchange_source: ExchangeSourceTable;
  floor_plan: FloorPlanTable;
  hidden_danger: HiddenDangerTable;
  industry: IndustryTable;
  inspection_item: InspectionItemTable;
  inspection_record: InspectionRecordTable;
  inspection_task: InspectionTaskTable;
  invitation: InvitationTable;
  major_hazard_unit: MajorHazardUnitTable;
  measure_duty: MeasureDutyTable;
  notice: NoticeTable;
  notice_digest: NoticeDigestTable;
  notice_read: NoticeReadTable;
  org_unit: OrgUnitTable;
  outbox: OutboxTable;
  park: ParkTable;
  park_assessment: ParkAssessmentTable;
  park_grading: ParkGradingTable;
  park_grading_file: ParkGradingFileTable;
  park_own_item: ParkOwnItemTable;
  park_project_check: ParkProjectCheckTable;
  park_run: ParkRunTable;
  park_run_result: ParkRunResultTable;
  park_set: ParkSetTable;
  park_vessel: ParkVesselTable;
  park_work_item: ParkWorkItemTable;
  password_history: PasswordHistoryTable;
  person: PersonTable;
  plan_area: PlanAreaTable;
  post: PostTable;
  post_holder: PostHolderTable;
  public_report: PublicReportTable;
  record_judgement: RecordJudgementTable;
  reference_data: ReferenceDataTable;
  region: RegionTable;
  region_past: RegionPastTable;
  risk_change: RiskChangeTable;
  risk_event: RiskEventTable;
  risk_import: RiskImportTable;
  risk_object: RiskObjectTable;
  risk_unit: RiskUnitTable;
  rollup_cross: RollupCrossTable;
  rollup_flow: RollupFlowTable;
  rollup_flow_above: RollupFlowAboveTable;
  rollup_park: RollupParkTable;
  rollup_queue: RollupQueueTable;
  rollup_stock: RollupStockTable;
  rollup_stock_above: RollupStockAboveTable;
  rollup_trade_above: RollupTradeAboveTable;
  schema_migration: SchemaMigrationTable;
  sector: SectorTable;
  security_policy: SecurityPolicyTable;
  sign_in_guess: SignInGuessTable;
  sign_in_log: SignInLogTable;
  simple_setup: SimpleSetupTable;
  sync_receipt: SyncReceiptTable;
  training: TrainingTable;
  unit_stop: UnitStopTable;
  use_index: UseIndexTable;
}
