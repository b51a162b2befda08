/** Physical constants, SI. Exact by definition where the SI defines them. */

/** Molar gas constant, J/(mol·K) (SI 2019, exact to the digits given). */
export const GAS_CONSTANT_J_MOL_K = 8.314462618;
/** Standard gravity, m/s² (exact). */
export const GRAVITY_M_S2 = 9.80665;
/** Standard atmosphere, Pa (exact). */
export const ATMOSPHERE_PA = 101_325;
/** Molar mass of dry air, kg/mol. */
export const AIR_MOLAR_MASS_KG_MOL = 0.0289652;
/** Energy of detonation of TNT, J/kg (HyRAM+ hand calculation; Chinese texts use 4.52 MJ/kg). */
export const TNT_ENERGY_J_KG = 4.68e6;
/** Speed of sound used to make Baker-Strehlow-Tang impulses dimensional, m/s. */
export const SOUND_SPEED_M_S = 340;
/** Largest single inventory the engine accepts, kg (10⁸ kg = a 100 000 m³ tank); above it the input is refused. */
export const MAX_INVENTORY_KG = 1e8;
/** Hours in a year as the fatal accident rate counts them. */
export const HOURS_PER_YEAR = 8760;

/** Density of dry air as an ideal gas, kg/m³. */
export const airDensityKgM3 = (temperatureK: number, pressurePa = ATMOSPHERE_PA): number =>
  (pressurePa * AIR_MOLAR_MASS_KG_MOL) / (GAS_CONSTANT_J_MOL_K * temperatureK);
