import {
  COORDINATE_SYSTEMS,
  PARK_FREQUENCY_KINDS,
  PARK_VESSEL_KINDS,
  TANK_PRESSURES,
  TANK_STORES,
} from '@yufang/domain';
import { z } from 'zod';
import { PARK_ENTERPRISE_WRITERS, PARK_WRITERS, ParkParams, parkBase, parkEnterpriseBase } from './park-shared.ts';
import { defineRoute, EnterpriseParams } from './route.ts';

const tag = 'park';

/** What became of one row of an upload. */
export const ParkImportRow = z
  .object({
    /** As the sheet (or the list of the file) counts. */
    row: z.int(),
    key: z.string(),
    result: z.enum(['created', 'updated', 'unchanged', 'refused']),
    errors: z.array(
      z.object({
        /** Head of the column, or field of the file. */
        field: z.string(),
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
      }),
    ),
  })
  .meta({ id: 'ParkImportRow' });
export type ParkImportRow = z.infer<typeof ParkImportRow>;
/** `written`: false when only checked, or when nothing was written because a row is bad (`mode=all`). Refused rows come first. */
export const ParkImportReport = z
  .object({
    written: z.boolean(),
    counts: z.object({ created: z.int(), updated: z.int(), unchanged: z.int(), refused: z.int() }),
    rows: z.array(ParkImportRow),
  })
  .meta({ id: 'ParkImportReport' });
export type ParkImportReport = z.infer<typeof ParkImportReport>;
/** check: report only. all: write if every row is good. good: write the good rows. */
const ImportQuery = z.object({ mode: z.enum(['check', 'all', 'good']).default('check') });

/**
 * What the data standard's table of tanks does not say, told once for the file; the template needs none of it. Without `crs` and `pressure` such a file
 * is refused (422 `park.tank_asked`, field `crs` or `pressure`).
 */
const TankQuery = ImportQuery.extend({
  crs: z.enum(COORDINATE_SYSTEMS).optional(),
  pressure: z.enum(TANK_PRESSURES).optional(),
  /** Unit of the design store SJCL, of which the fill is made. */
  store: z.enum(TANK_STORES).optional(),
  /** Fill of rows whose design store cannot be read; without it they are refused. */
  fillPercent: z.coerce.number().min(1).max(98).optional(),
  /** Kind of rows whose CGXS and CGJG do not tell it; without it they are refused. */
  kind: z.enum(PARK_VESSEL_KINDS).optional(),
  /** Failure frequency row of every row; without it what stands stays, and a new vessel goes by its kind. */
  frequencyKind: z.enum(PARK_FREQUENCY_KINDS).optional(),
});

/**
 * Multipart, field `file`: the template's .xlsx in either language; or the data standard's table of tanks, as .xlsx whose head has its field codes or their
 * labels, or as JSON (`[row, …]` or `{"data": [row, …]}`), told apart by what is in it. Rows meet their vessel by tag (CGWH). New and changed rows are drafts.
 */
export const importParkVessels = defineRoute({
  id: 'importParkVessels',
  method: 'POST',
  path: `${parkEnterpriseBase}/park-vessels/import`,
  tag,
  summary: 'Import vessels from Excel or the data standard’s table of tanks, with a report by row',
  access: PARK_ENTERPRISE_WRITERS,
  params: EnterpriseParams,
  query: TankQuery,
  upload: true,
  reply: ParkImportReport,
});

/** Multipart, field `file`: a `yufang-park/1` JSON file. */
const FileReport = ParkImportReport.extend({
  /** What else of the file was taken: the park's own sets. */
  sets: z.object({ population: z.int(), targets: z.int(), weather: z.int(), settings: z.boolean() }),
});
/**
 * Fill the whole inventory from a park file. Enterprises of the file are met by id, social credit code or exact name among the active enterprises of the
 * park; vessels of others are refused by row (`park.enterprise_unknown`). The park vouches for its own file: rows come in confirmed.
 */
export const importParkFile = defineRoute({
  id: 'importParkFile',
  method: 'POST',
  path: `${parkBase}/import`,
  tag,
  summary: 'Import a whole park file (yufang-park/1) into the inventory',
  access: PARK_WRITERS,
  params: ParkParams,
  query: ImportQuery,
  upload: true,
  reply: FileReport,
});
