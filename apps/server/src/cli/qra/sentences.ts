import type { Language } from './words.ts';

/** Refusals and notes of the engine for people: code → [zh, en]. A test holds that every code of packages/qra stands here. */
export const QRA_SENTENCES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'assessment.cut_at_reach': [
    '有毒云在计算最远距离处仍可致死，更远处未计。',
    'A cloud is still deadly at the farthest distance computed; beyond it nothing is counted.',
  ],
  'assessment.dense_gas_factor_two': [
    '重气扩散采用 Britter-McQuaid 关联式，精度约为 2 倍。',
    'Heavy gas follows Britter-McQuaid, accurate to about a factor of two.',
  ],
  'assessment.fires_upright': [
    '喷射火和池火按直立、各方向相同计算，未计风的倾斜。',
    'Jet and pool fires stand upright, alike in all directions; wind tilt is left out.',
  ],
  'assessment.frequencies_from_memory': [
    '基础失效频率为记忆中的荷兰紫皮书数值，正式报告前须对照原文。',
    'Base failure frequencies are the Purple Book’s as remembered; check them before a statutory report.',
  ],
  'assessment.no_people': [
    '未给出人口，社会风险为零，不代表无风险。',
    'No people were given: society’s risk is 0 for that reason alone.',
  ],
  'assessment.no_terrain_or_buildings': [
    '未考虑地形和建筑物对扩散的影响。',
    'Terrain and buildings do not change the dispersion.',
  ],
  'assessment.screening': ['结果为筛查级。', 'The result is of screening level.'],
  'assessment.substance_from_memory': [
    '下列物质的物性取自手册记忆值，未重新核对。',
    'Properties of these substances are handbook values as remembered.',
  ],
  'settings.directions': [
    '每个风向扇区可细分为 {{allowed}} 个方向。',
    'A wind sector can be cut into {{allowed}} directions.',
  ],
  'assessment.no_toxic_probit': [
    '下列有毒物质没有毒性概率参数，其中毒风险未计入，不代表无风险。',
    'These toxic substances have no probit: their toxic risk is not counted, which does not mean that there is none.',
  ],
  'assessment.toxic_no_late_ignition': [
    '下列物质既有毒又可燃：未立即点火时按中毒计算，未计延迟点火。',
    'These substances are toxic and flammable: what is not ignited at once counts as toxic, late ignition is left out.',
  ],
  'assessment.pool_capped': [
    '液池面积以 {{areaM2}} m² 为上限，更大的围堰按此计算。',
    'Pools are computed to {{areaM2}} m² at most, in larger bunds too.',
  ],
  'assessment.fireball_capped': [
    '火球质量以 {{massKg}} kg 为上限计算。',
    'Fireballs are computed to a mass of {{massKg}} kg at most.',
  ],
  'bst.pressure_extrapolated': ['该距离的超压为外推值。', 'The overpressure at this distance is an extrapolation.'],
  'pool.evaporation_extrapolated': [
    '液池直径或蒸气压超出公式适用范围，结果为外推值。',
    'The pool or its vapour pressure is beyond the formula’s range: an extrapolation.',
  ],
  'bst.impulse_extrapolated': ['近场冲量为外推值。', 'The impulse so near is an extrapolation.'],
  'bst.too_far': [
    '距离超出 Baker-Strehlow-Tang 曲线范围。',
    'The distance lies beyond the Baker-Strehlow-Tang curves.',
  ],
  'decimal.malformed': ['不是规范的十进制数。', 'This is not a plain decimal number.'],
  'dense.extrapolated': [
    '超出 Britter-McQuaid 拟合范围，为外推值。',
    'Beyond the fits of Britter-McQuaid: an extrapolation.',
  ],
  'dense.near_field': [
    '位于第一条关联曲线以内，按近场公式计算。',
    'Nearer than the first row: by the near-field formula.',
  ],
  'dense.factor_two': ['重气模型精度约为 2 倍。', 'The heavy gas model is accurate to about a factor of two.'],
  'dense.lighter_than_air': [
    '气体不重于空气，请用高斯烟羽或烟团。',
    'The gas is not heavier than air: use the plume or puff.',
  ],
  'dense.passive': [
    '不满足重气判据，请用高斯烟羽或烟团。',
    'The release is not dense by the criterion: use the plume or puff.',
  ],
  'domino.deaths_add_up': [
    '同一连锁中各设备失效的死亡直接相加，被多起事故波及的人重复计入，多米诺风险为上界。',
    'Within a cascade the deaths of each failed vessel add up; people within reach of several count for each: domino risk is an upper bound.',
  ],
  'domino.fn_upper_bound': [
    '计多米诺的 F-N 曲线为上界：引发升级的初始事故被计了两次。',
    'F-N with dominoes is an upper bound: a primary that escalates counts twice.',
  ],
  'domino.pruned': ['小概率目标已剪除。', 'Targets of very small probability were pruned.'],
  'domino.too_many_targets': [
    '目标过多，组合数不可行，请用蒙特卡罗。',
    'Too many targets for combinations: use the Monte Carlo.',
  ],
  'domino.try_once': [
    '每次爆裂对每个邻近设备只试一次；热辐射在燃烧期间持续作用。',
    'Each burst tries each neighbour once; heat goes on as long as it burns.',
  ],
  'domino.ttf_extrapolated': ['失效时间超出拟合范围，为外推值。', 'Time to failure beyond its fit: an extrapolation.'],
  'engine.busy': ['该引擎正在计算，请等待或另开一个。', 'This engine is at work: wait or open another.'],
  'engine.closed': ['引擎已关闭，请重新打开。', 'The engine is closed: open it again.'],
  'engine.not_run': ['请先完整计算一次。', 'Run the whole park first.'],
  'gb18218.ambiguous': ['名称对应多个条目，请写明具体条目。', 'The name fits several rows: name the row.'],
  'gb18218.beta_unverified': [
    '校正系数 β 由类别推得，须核对 GHS 分类。',
    'β follows from the category: check the GHS class.',
  ],
  'gb18218.empty_unit': ['单元内没有物质。', 'The unit holds no substance.'],
  'gb18218.unknown_substance': ['表 1 无此物质且未给出危险性类别。', 'Not in table 1 and no hazard category given.'],
  'grid.too_many_nodes': [
    '网格点过多，请加大步长或缩小范围。',
    'Too many grid nodes: take a larger step or a smaller area.',
  ],
  'heat.exposure_capped': ['暴露时间按 20 秒封顶。', 'Exposure counts as 20 s at most.'],
  'input.missing': ['缺少该字段。', 'This field is missing.'],
  'input.no_place': ['请给出 xM、yM 或 lonDeg、latDeg。', 'Give xM and yM, or lonDeg and latDeg.'],
  'input.not_a_list': ['此处应为列表。', 'A list belongs here.'],
  'input.not_a_number': ['此处应为数字。', 'A number belongs here.'],
  'input.not_a_text': ['此处应为 1-200 字的文本。', 'A text of 1-200 characters belongs here.'],
  'input.not_a_time': ['不是有效的时间（ISO 8601）。', 'This is no time (ISO 8601).'],
  'input.not_an_object': ['此处应为对象。', 'An object belongs here.'],
  'input.not_finite': ['必须是有限数。', 'The number must be finite.'],
  'input.not_one_of': ['不是允许的取值，见 docs/qra.md。', 'Not one of the words allowed: see docs/qra.md.'],
  'input.not_whole': ['必须是整数。', 'A whole number belongs here.'],
  'input.out_of_range': ['超出允许范围。', 'Outside the range allowed.'],
  'input.too_many': ['条目过多。', 'Too many entries.'],
  'input.two_places': ['局部坐标与经纬度只能给一种。', 'Give local metres or degrees, not both.'],
  'input.unknown_field': ['格式中没有该字段，是否写错？', 'The format has no such field: misspelt?'],
  'jet_fire.extrapolated': ['超出喷射火关联式的流量范围。', 'Flow beyond the jet flame correlation.'],
  'jet_fire.hydrogen_overpredicted': [
    '烃类关联式对氢火焰偏长 1.35-1.53 倍。',
    'A hydrocarbon correlation: hydrogen flames come out 1.35-1.53 times too long.',
  ],
  'multi_energy.no_such_class': ['爆炸强度等级应为 1-10 的整数。', 'Blast class is a whole number 1-10.'],
  'multi_energy.screening': [
    '衰减曲线取自记忆，正式报告前须数字化标准图。',
    'Decay curves from memory: digitise the standard’s figure before a statutory report.',
  ],
  'multi_energy.too_far': ['比例距离超出曲线范围。', 'Scaled distance beyond the curves.'],
  'orifice.no_driving_head': [
    '容器压力不高于环境，无泄漏推动力。',
    'No driving head: the vessel is not above ambient pressure.',
  ],
  'orifice.real_gas': ['高于 100 bar，理想气体假设误差增大。', 'Above 100 bar the ideal gas is less true.'],
  'park.far_from_origin': [
    '距园区原点超过 50 公里，请检查坐标。',
    'More than 50 km from the park’s origin: check the coordinates.',
  ],
  'park.no_vessels': ['园区内没有储罐或设备。', 'The park has no vessel.'],
  'park.too_many_vessels': ['储罐和设备过多。', 'Too many vessels.'],
  'pipe.form': ['注明所用管道流动公式。', 'Which form of the pipe equation was used.'],
  'plume_rise.not_buoyant': [
    '烟气不比空气热，无热抬升。',
    'The stack gas is not warmer than the air: no buoyant rise.',
  ],
  'pool.evaporation_form': ['注明所用蒸发公式。', 'Which form of the evaporation equation was used.'],
  'pool_fire.longer_than_calm': [
    '有风公式的火焰长于无风公式，两式在此不衔接。',
    'The flame by the law for wind is longer than in calm air: the two laws do not meet here.',
  ],
  'run.cancelled': ['计算已取消。', 'The run was cancelled.'],
  'run.worker_failed': [
    '计算线程异常退出，结果作废，请重新计算。',
    'A worker thread died; there is no result. Run it again.',
  ],
  'sigma.averaging_floor': ['平均时间短于 18 秒，按 18 秒计。', 'An averaging time below 18 s counts as 18 s.'],
  'sigma.no_roughness': ['该组扩散系数不含粗糙度修正。', 'This set of coefficients has no correction for roughness.'],
  'sigma.extrapolated': [
    '超出扩散系数适用距离（100 m-10 km），为外推值。',
    'Outside 100 m-10 km the dispersion coefficients are extrapolated.',
  ],
  'substance.unknown': ['物质库中没有该物质。', 'The substance library does not hold this substance.'],
  'target.duplicate_id': ['防护目标编号重复。', 'A protected target’s id comes twice.'],
  'toxic.exposure_capped': ['毒性暴露时间按 30 分钟封顶。', 'Toxic exposure counts as 30 min at most.'],
  'toxic.unit_mismatch': ['浓度单位与概率函数的单位不一致。', 'The concentration’s unit is not the probit’s.'],
  'transmissivity.extrapolated': ['超出透射率公式适用范围。', 'Outside the range of the transmissivity law.'],
  'two_phase.path_too_short': ['流道短于 0.1 米，请按液体计算。', 'Flow path below 0.1 m: compute it as a liquid.'],
  'vapour_pressure.clausius_clapeyron': [
    '超出 Antoine 范围，按克劳修斯-克拉珀龙外推。',
    'Beyond Antoine: by Clausius-Clapeyron.',
  ],
  'vessel.duplicate_id': ['储罐编号重复。', 'A vessel’s id comes twice.'],
  'vessel.inventory_too_large': [
    '存量超出引擎上限（10⁸ kg）。',
    'The inventory is above the engine’s bound of 10⁸ kg.',
  ],
  'vessel.on_top_of_another': [
    '两台设备位置重叠，请检查坐标。',
    'One vessel stands on another: check the coordinates.',
  ],
  'vessel.unknown': ['没有该编号的储罐。', 'No vessel has this id.'],
  'view_factor.inside_flame': ['目标在火焰内。', 'The target is inside the flame.'],
  'weather.method': [
    '稳定度按 GB/T 3840 辐射等级法（取自记忆，须核对），归并为六类。',
    'Stability by the radiation ranks of GB/T 3840 (from memory, to be checked), grouped into six classes.',
  ],
  'weather.no_direction': ['记录中没有任何风向。', 'The record has no wind direction at all.'],
  'weather.short_record': [
    '不足一年（8760 小时），代表性有限。',
    'Less than a year (8,760 hours): of limited representativeness.',
  ],
  'weather.not_one': ['风频之和不为 1。', 'The wind shares do not sum to 1.'],
  'weather.renormalised': ['风频经舍入，已按比例归一。', 'Rounded wind shares were scaled to sum to 1.'],
  'weather.sectors': [
    '各气象类的风向数须相同，8-72 个。',
    'All weather classes need the same number of sectors, 8-72.',
  ],
};

/** The sentence of a code; the code itself where a newer engine says something this file does not know. */
export const refusalSentence = (code: string, language: Language): string =>
  QRA_SENTENCES[code]?.[language === 'zh' ? 0 : 1] ?? code;
