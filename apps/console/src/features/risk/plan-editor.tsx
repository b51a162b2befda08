import { getAttachmentFile } from '@yufang/contract/attachment';
import { type PlanArea, type PlanView, savePlan } from '@yufang/contract/plan';
import { listRiskTree } from '@yufang/contract/risk';
import { RISK_GRADES } from '@yufang/domain';
import { Button, Input, Select, Space } from 'antd';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../api/client.ts';
import { useApi, useCommand } from '../../api/use-api.ts';
import { useMay } from '../../shell/me.tsx';
import { GRADES } from '../../theme/tokens.ts';
import { GradeTag } from '../../ui/index.ts';
import { type Corner, corner, middle, snap } from './plan-geometry.ts';

const REACH = 0.012;
const STEP = 0.005;
type Drag = { area: string; corner: number | null; from: Corner; was: Corner[] } | null;

const blank = (name: string): boolean => name.trim() === '';

/** Draw and link areas on a plan. Colours are those of the live grade; what is drawn is saved as a whole, and undone step by step before that. */
export function PlanEditor({
  enterpriseId,
  plan,
  withdraw,
}: {
  enterpriseId: string;
  plan: PlanView;
  withdraw: () => void;
}) {
  const { t } = useTranslation();
  const may = useMay();
  const edits = may(savePlan);
  const [areas, setAreas] = useState<PlanArea[]>(plan.areas);
  const [past, setPast] = useState<PlanArea[][]>([]);
  const [future, setFuture] = useState<PlanArea[][]>([]);
  const [name, setName] = useState(plan.name);
  const [drawing, setDrawing] = useState<Corner[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [drag, setDrag] = useState<Drag>(null);
  const [pointer, setPointer] = useState<Corner | null>(null);
  const svg = useRef<SVGSVGElement>(null);
  const save = useCommand(savePlan, { done: t('risk.saved') });
  const [w, h] = [1000, (1000 * plan.height) / plan.width];
  const dirty = past.length > 0 || name !== plan.name;

  const change = (next: PlanArea[]) => {
    setPast((p) => [...p, areas]);
    setFuture([]);
    setAreas(next);
  };
  const undo = () => {
    const last = past.at(-1);
    if (!last) return;
    setFuture((f) => [areas, ...f]);
    setPast((p) => p.slice(0, -1));
    setAreas(last);
  };
  const redo = () => {
    const next = future[0];
    if (!next) return;
    setPast((p) => [...p, areas]);
    setFuture((f) => f.slice(1));
    setAreas(next);
  };
  const others = (id: string | null) => areas.filter((a) => a.id !== id).flatMap((a) => a.polygon as Corner[]);
  const at = (e: PointerEvent): Corner => {
    const box = svg.current?.getBoundingClientRect();
    return box ? corner((e.clientX - box.left) / box.width, (e.clientY - box.top) / box.height) : [0, 0];
  };
  const close = () => {
    if (drawing && drawing.length >= 3) {
      const id = crypto.randomUUID();
      change([
        ...areas,
        {
          id,
          name: t('risk.plan.areaName', { n: areas.length + 1 }),
          objectId: null,
          unitId: null,
          targetName: null,
          polygon: drawing,
          grade: null,
          liveGrade: null,
        },
      ]);
      setChosen(id);
    }
    setDrawing(null);
  };
  const press = (e: PointerEvent) => {
    if (!drawing) {
      if (e.target === svg.current || (e.target as Element).tagName === 'image') setChosen(null);
      return;
    }
    const c = snap(at(e), [...others(null), ...drawing.slice(0, 1)], { reach: REACH, before: drawing.at(-1) });
    const first = drawing[0];
    if (first && drawing.length >= 3 && c[0] === first[0] && c[1] === first[1]) close();
    else setDrawing([...drawing, c]);
  };
  const move = (e: PointerEvent) => {
    const c = at(e);
    if (drawing)
      setPointer(snap(c, [...others(null), ...drawing.slice(0, 1)], { reach: REACH, before: drawing.at(-1) }));
    if (!drag) return;
    const [dx, dy] = [c[0] - drag.from[0], c[1] - drag.from[1]];
    const polygon = drag.was.map(
      (p, i): Corner =>
        drag.corner === null
          ? corner(p[0] + dx, p[1] + dy)
          : i === drag.corner
            ? snap(c, others(drag.area), { reach: REACH })
            : p,
    );
    setAreas((list) => list.map((a) => (a.id === drag.area ? { ...a, polygon } : a)));
  };
  const release = () => {
    if (drag) {
      const was = areas.map((a) => (a.id === drag.area ? { ...a, polygon: drag.was } : a));
      if (JSON.stringify(was) !== JSON.stringify(areas)) {
        setPast((p) => [...p, was]);
        setFuture([]);
      }
    }
    setDrag(null);
  };
  const grip = (e: PointerEvent, area: PlanArea, index: number | null) => {
    if (drawing || !edits) return;
    e.stopPropagation();
    setChosen(area.id);
    svg.current?.setPointerCapture(e.pointerId);
    setDrag({ area: area.id, corner: index, from: at(e), was: area.polygon as Corner[] });
  };
  const key = (e: KeyboardEvent) => {
    if (!edits || e.target instanceof HTMLInputElement) return;
    const area = areas.find((a) => a.id === chosen);
    const arrows: Record<string, Corner> = {
      ArrowLeft: [-STEP, 0],
      ArrowRight: [STEP, 0],
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
    };
    const by = arrows[e.key];
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'z') e.shiftKey ? redo() : undo();
    else if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'y') redo();
    else if (e.key === 'Escape') drawing ? setDrawing(null) : setChosen(null);
    else if (e.key === 'Enter' && drawing) close();
    else if (e.key === 'Backspace' && drawing) setDrawing(drawing.slice(0, -1));
    else if ((e.key === 'Delete' || e.key === 'Backspace') && area) change(areas.filter((a) => a.id !== area.id));
    else if (by && area)
      change(
        areas.map((a) =>
          a.id === area.id ? { ...a, polygon: a.polygon.map(([x, y]) => corner(x + by[0], y + by[1])) } : a,
        ),
      );
    else return;
    e.preventDefault();
  };
  const points = (p: readonly (readonly [number, number])[]) => p.map(([x, y]) => `${x * w},${y * h}`).join(' ');
  const store = () =>
    save.mutate({
      params: { enterpriseId, id: plan.id },
      body: {
        version: plan.version,
        name,
        areas: areas.map(({ id, name: n, objectId, unitId, polygon }) => ({ id, name: n, objectId, unitId, polygon })),
      },
    });
  // A plan or area without a name is refused: its field is marked, and what is drawn stays until it has one.
  const unnamed = blank(name) || areas.some((a) => blank(a.name));
  const preview = drawing && pointer ? [...drawing, pointer] : (drawing ?? []);
  return (
    <section className="yf-plan" aria-label={plan.name} onKeyDown={key}>
      {edits && (
        <div className="yf-risk-row yf-gap-below yf-noprint">
          <Input
            aria-label={t('risk.plan.name')}
            value={name}
            status={blank(name) ? 'error' : ''}
            maxLength={100}
            onChange={(e) => setName(e.target.value)}
            className="yf-risk-post"
          />
          <Button type={drawing ? 'default' : 'primary'} onClick={() => setDrawing(drawing ? null : [])}>
            {drawing ? t('risk.plan.stop') : t('risk.plan.draw')}
          </Button>
          <Button disabled={past.length === 0} onClick={undo}>
            {t('risk.plan.undo')}
          </Button>
          <Button disabled={future.length === 0} onClick={redo}>
            {t('risk.plan.redo')}
          </Button>
          <Button
            type={dirty && !drawing ? 'primary' : 'default'}
            disabled={!dirty || unnamed}
            loading={save.isPending}
            onClick={store}
          >
            {t('risk.plan.save')}
          </Button>
          <Button onClick={() => window.print()}>{t('risk.plan.print')}</Button>
          <Button onClick={withdraw}>{t('risk.bulk.withdraw')}</Button>
          <span className="yf-quiet">{drawing ? t('risk.plan.drawHint') : t('risk.plan.editHint')}</span>
        </div>
      )}
      <div className="yf-plan-body">
        <svg
          ref={svg}
          viewBox={`0 0 ${w} ${h}`}
          className={drawing ? 'yf-plan-drawing' : ''}
          role="img"
          aria-label={t('risk.plan.picture', { name: plan.name, count: areas.length })}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the drawing takes the keys of drawing
          tabIndex={0}
          onPointerDown={press}
          onPointerMove={move}
          onPointerUp={release}
        >
          <defs>
            <pattern id="yf-hatch-red" width="12" height="12" patternUnits="userSpaceOnUse">
              <path d="M0 12 12 0M0 0 12 12" stroke={GRADES.red.solid} strokeWidth="1.4" />
            </pattern>
            <pattern id="yf-hatch-orange" width="12" height="12" patternUnits="userSpaceOnUse">
              <path d="M-3 9 9 -3M3 15 15 3" stroke={GRADES.orange.solid} strokeWidth="1.4" />
            </pattern>
            <pattern id="yf-hatch-yellow" width="14" height="14" patternUnits="userSpaceOnUse">
              <path d="M0 7H14" stroke={GRADES.yellow.solid} strokeWidth="1.4" />
            </pattern>
            <pattern id="yf-hatch-blue" width="18" height="18" patternUnits="userSpaceOnUse">
              <path d="M9 0V18" stroke={GRADES.blue.solid} strokeWidth="1.4" />
            </pattern>
          </defs>
          <image
            href={urlOf(getAttachmentFile, { params: { enterpriseId, id: plan.attachmentId } })}
            width={w}
            height={h}
            preserveAspectRatio="none"
          />
          {areas.map((a) => {
            const g = a.liveGrade ? GRADES[a.liveGrade] : null;
            const [x, y] = middle(a.polygon as Corner[]);
            const word = a.liveGrade ? `${g?.shape} ${t(`word.gradeRisk.${a.liveGrade}`)}` : t('risk.grade.none');
            return (
              <g key={a.id}>
                <polygon
                  points={points(a.polygon)}
                  fill={g?.solid ?? '#8a918e'}
                  fillOpacity={0.4}
                  stroke={g?.solid ?? '#5c6461'}
                  strokeWidth={a.id === chosen ? 5 : 2.5}
                  onPointerDown={(e) => grip(e, a, null)}
                >
                  <title>{`${a.name}: ${word}`}</title>
                </polygon>
                {a.liveGrade && (
                  <polygon points={points(a.polygon)} fill={`url(#yf-hatch-${a.liveGrade})`} pointerEvents="none" />
                )}
                <text x={x * w} y={y * h} className="yf-plan-label" textAnchor="middle" pointerEvents="none">
                  <tspan>{a.name}</tspan>
                  <tspan x={x * w} dy="1.25em">
                    {word}
                  </tspan>
                </text>
                {edits &&
                  a.id === chosen &&
                  a.polygon.map((c, i) => (
                    <circle
                      key={`${c[0]} ${c[1]}`}
                      cx={c[0] * w}
                      cy={c[1] * h}
                      r={8}
                      className="yf-plan-grip"
                      onPointerDown={(e) => grip(e, a, i)}
                    />
                  ))}
              </g>
            );
          })}
          {drawing && (
            <g pointerEvents="none">
              <polyline points={points(preview)} className="yf-plan-line" />
              {drawing.map((c, i) => (
                <circle
                  key={`${c[0]} ${c[1]}`}
                  cx={c[0] * w}
                  cy={c[1] * h}
                  r={i === 0 ? 9 : 6}
                  className="yf-plan-grip"
                />
              ))}
            </g>
          )}
        </svg>
        <div className="yf-plan-side">
          <ul className="yf-plan-legend">
            {RISK_GRADES.map((g) => (
              <li key={g}>
                <GradeTag grade={g} long />
              </li>
            ))}
          </ul>
          <AreaList
            enterpriseId={enterpriseId}
            areas={areas}
            chosen={chosen}
            choose={setChosen}
            edits={edits}
            change={(a) => change(areas.map((x) => (x.id === a.id ? a : x)))}
            remove={(id) => change(areas.filter((a) => a.id !== id))}
          />
        </div>
      </div>
    </section>
  );
}

/** The areas as a list: their names, what they stand for, their grade. The map's alternative for whoever does not see it. */
function AreaList({
  enterpriseId,
  areas,
  chosen,
  choose,
  edits,
  change,
  remove,
}: {
  enterpriseId: string;
  areas: PlanArea[];
  chosen: string | null;
  choose: (id: string) => void;
  edits: boolean;
  change: (a: PlanArea) => void;
  remove: (id: string) => void;
}) {
  const { t } = useTranslation();
  const objects = useApi(listRiskTree, { params: { enterpriseId }, query: { limit: 200 } });
  const area = areas.find((a) => a.id === chosen);
  const units = useApi(
    listRiskTree,
    {
      params: { enterpriseId },
      query: { limit: 200, parentKind: 'object', ...(area?.objectId ? { parentId: area.objectId } : {}) },
    },
    { enabled: Boolean(area?.objectId) },
  );
  return (
    <>
      <ul className="yf-plan-areas">
        {areas.map((a) => (
          <li key={a.id}>
            <button type="button" aria-pressed={a.id === chosen} onClick={() => choose(a.id)}>
              <GradeTag grade={a.liveGrade} bare /> {a.name}
              <span className="yf-quiet">{a.targetName ?? t('risk.plan.unlinked')}</span>
            </button>
          </li>
        ))}
        {areas.length === 0 && <li className="yf-quiet">{t('risk.plan.noAreas')}</li>}
      </ul>
      {edits && area && (
        <Space orientation="vertical" className="yf-plan-form yf-noprint">
          <Input
            aria-label={t('risk.plan.area')}
            value={area.name}
            status={blank(area.name) ? 'error' : ''}
            maxLength={100}
            onChange={(e) => change({ ...area, name: e.target.value })}
          />
          <Select
            aria-label={t('risk.field.object')}
            placeholder={t('risk.field.object')}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={area.objectId}
            options={(objects.data?.rows ?? []).map((o) => ({ value: o.id, label: o.name }))}
            onChange={(id) => {
              const o = objects.data?.rows.find((x) => x.id === id);
              change({
                ...area,
                objectId: o?.id ?? null,
                unitId: null,
                targetName: o?.name ?? null,
                grade: o?.grade ?? null,
                liveGrade: o?.liveGrade ?? null,
              });
            }}
          />
          <Select
            aria-label={t('risk.field.unitName')}
            placeholder={t('risk.plan.wholeObject')}
            allowClear
            disabled={!area.objectId}
            value={area.unitId}
            options={(area.objectId ? (units.data?.rows ?? []) : []).map((u) => ({ value: u.id, label: u.name }))}
            onChange={(id) => {
              const found =
                units.data?.rows.find((x) => x.id === id) ?? objects.data?.rows.find((x) => x.id === area.objectId);
              change({
                ...area,
                unitId: id ?? null,
                targetName: found?.name ?? null,
                grade: found?.grade ?? null,
                liveGrade: found?.liveGrade ?? null,
              });
            }}
          />
          <Button onClick={() => remove(area.id)}>{t('risk.plan.remove')}</Button>
        </Space>
      )}
    </>
  );
}
