import type { ParkDirectory, ParkResultView } from '@yufang/contract/park';
import { atMetres, type LonLat, type Origin } from '../map/plane.ts';

/** The engine's result as the contract carries it. */
export type EngineResult = ParkResultView;
export type Societal = ParkResultView['societal']['base'];
export type FnPoint = Societal['curve'][number];
export type Zone = Societal['verdict']['zone'];

/** A result with what its ids are called and where its metres lie. */
export type RiskView = {
  readonly result: EngineResult;
  readonly origin: Origin;
  readonly weather: ParkDirectory['weather'];
  readonly vesselName: (id: string) => string;
  readonly enterpriseName: (id: string) => string;
  readonly targetName: (id: string) => string;
  /** What the vessel holds. */
  readonly substanceOf: (vesselId: string) => string;
};

/** Names of a directory by id; an id that is not there stands for itself. */
export function namesOf(directory: ParkDirectory, english: boolean): Omit<RiskView, 'result'> {
  const vessels = new Map(directory.vessels.map((v) => [v.id, v]));
  const enterprises = new Map(directory.enterprises.map((e) => [e.id, e.name]));
  const targets = new Map(directory.targets.map((x) => [x.id, x.name]));
  return {
    origin: { lonDeg: directory.origin.lon, latDeg: directory.origin.lat },
    weather: directory.weather,
    vesselName: (id) => vessels.get(id)?.name ?? id,
    enterpriseName: (id) => enterprises.get(id) ?? id,
    targetName: (id) => targets.get(id) ?? id,
    substanceOf: (id) => {
      const v = vessels.get(id);
      return (english ? v?.substanceEn : v?.substanceZh) ?? '';
    },
  };
}

/** A directory that also names what was there before and is gone: it is still spoken of. */
export function withGone(now: ParkDirectory, before: ParkDirectory): ParkDirectory {
  const there = new Set(now.vessels.map((v) => v.id));
  return { ...now, vessels: [...now.vessels, ...before.vessels.filter((v) => !there.has(v.id))] };
}

/** A result with its names. */
export const viewOf = (
  given: { readonly result: EngineResult; readonly directory: ParkDirectory },
  english: boolean,
): RiskView => ({ result: given.result, ...namesOf(given.directory, english) });

/** Yearly deaths and curve, dominoes included where they were played. */
export const totalOf = (r: Pick<EngineResult, 'societal'>): Societal => r.societal.withDomino ?? r.societal.base;

/** Where a vessel or target of the result lies. */
export const placeOf = (view: Pick<RiskView, 'origin'>, at: { readonly xM: number; readonly yM: number }): LonLat =>
  atMetres(view.origin, at.xM, at.yM);
