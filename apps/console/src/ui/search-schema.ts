import { z } from 'zod';

/** A value of the address that may be missing; one that is wrong is dropped rather than breaking the page. */
export const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** Several values of the address: `?status=a&status=b`, one alone too, and `?status=a,b` as the API writes them. */
export const listOf = <T extends z.ZodType>(schema: T) =>
  z.preprocess((v) => (typeof v === 'string' ? v.split(',') : v), z.array(schema).optional()).catch(undefined);

/** A whole number of the address. */
export const wholeNumber = z.coerce.number().int();
