import { RISK_GRADES, type RiskGrade } from './vocabulary.ts';

/** For sorting, gravest first: negative if `a` is graver than `b`, 0 if equal. */
export const compareGrades = (a: RiskGrade, b: RiskGrade): number => RISK_GRADES.indexOf(a) - RISK_GRADES.indexOf(b);

/** True if `a` is strictly graver than `b`. */
export const isGraver = (a: RiskGrade, b: RiskGrade): boolean => compareGrades(a, b) < 0;

/** The graver of two grades. */
export const graver = (a: RiskGrade, b: RiskGrade): RiskGrade => (compareGrades(a, b) <= 0 ? a : b);

/** The gravest of a list, skipping what is not graded yet; null if nothing is. */
export const worstGrade = (grades: readonly (RiskGrade | null)[]): RiskGrade | null =>
  grades.reduce<RiskGrade | null>((worst, g) => (g === null ? worst : worst === null ? g : graver(worst, g)), null);

/** `steps` ≥ 0 grades graver, ending at red. */
export const raiseGrade = (grade: RiskGrade, steps: number): RiskGrade =>
  RISK_GRADES[Math.max(0, RISK_GRADES.indexOf(grade) - steps)] ?? 'red';

/**
 * The grade of a unit: the worst of its events; the grade declared by a sending system only while no event is graded,
 * because a declaration must not hide what the chain below it says.
 */
export const unitGrade = (events: readonly (RiskGrade | null)[], declared: RiskGrade | null): RiskGrade | null =>
  worstGrade(events) ?? declared;
