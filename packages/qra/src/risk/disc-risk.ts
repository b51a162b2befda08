/** Individual risk of one event that strikes alike in all directions with certain death within a radius, per year. */
export const discRisk = (frequencyPerYear: number, radiusM: number, distanceM: number): number =>
  distanceM <= radiusM ? frequencyPerYear : 0;
