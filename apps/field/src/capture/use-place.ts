import { useEffect, useRef, useState } from 'react';
import type { Fix } from '../drafts/types.ts';

/** A fix older than this says nothing about where one stands now. */
const FRESH_MS = 120_000;

/** The place, taken in the background while a screen is open; never waited for. `state` is for telling, `now()` for writing down. */
export function usePlace(): { state: 'wait' | 'none' | Fix; now: () => Fix | null } {
  const [state, setState] = useState<'wait' | 'none' | Fix>('wait');
  const last = useRef<Fix | null>(null);
  useEffect(() => {
    const geo: Geolocation | undefined = navigator.geolocation;
    if (!geo) return setState('none');
    const id = geo.watchPosition(
      ({ coords }) => {
        const fix = {
          lon: coords.longitude,
          lat: coords.latitude,
          accuracyM: coords.accuracy,
          at: new Date().toISOString(),
        };
        last.current = fix;
        setState(fix);
      },
      () => setState((s) => (s === 'wait' ? 'none' : s)),
      { enableHighAccuracy: true, maximumAge: 15_000, timeout: 60_000 },
    );
    return () => geo.clearWatch(id);
  }, []);
  return {
    state,
    now: () => {
      const fix = last.current;
      return fix && Date.now() - Date.parse(fix.at) < FRESH_MS ? fix : null;
    },
  };
}
