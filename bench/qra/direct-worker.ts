import { parentPort, workerData } from 'node:worker_threads';
import { effectsIn, substanceOf } from '@yufang/qra/engine/assess';
import { directVesselRisk } from '@yufang/qra/engine/direct';
import { acceptancePark } from '@yufang/qra/park/acceptance';

/** Direct evaluation of the acceptance park at places, without any table: the oracle of the accuracy check. */
const places: readonly (readonly [xM: number, yM: number])[] = workerData;
const park = acceptancePark();
const vessels = park.vessels.map((v) => ({ v, effects: effectsIn(park, v), substance: substanceOf(v) }));
parentPort?.postMessage(
  places.map(([x, y]) =>
    vessels.reduce(
      (sum, { v, effects, substance }) => sum + directVesselRisk(effects, substance, park.weather, x - v.xM, y - v.yM),
      0,
    ),
  ),
);
