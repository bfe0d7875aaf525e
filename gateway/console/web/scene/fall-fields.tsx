import type { WatchRule } from '../../../../devices/contracts/camera-scene.ts';
import { useTexts } from '../locales/i18n.ts';
import type { Drawing } from './drawing.ts';
import { NumberField, PlaceField } from './rule-fields.tsx';
import rules from './rules.module.css';

type FallRule = Extract<WatchRule, { kind: 'falling-object' }>;

const toPercent = (part: number) => Math.round(part * 1000) / 10;
const toPart = (percent: number) => Math.round(percent * 10) / 1000;
/** As the contract has it. */
const storey = { min: 2, max: 45, decimals: 1 } as const;

/** How tall the storeys of a façade are in the picture, which is the lowest, and where people could be hit. */
export function FallFields(props: { rule: FallRule; drawing: Drawing; onChange(rule: FallRule): void }) {
  const { rule, drawing, onChange } = props;
  const { t } = useTexts();
  const { groundArea: _, ...nobodyBelow } = rule;
  return (
    <>
      <NumberField
        {...{ label: 'scene.storey', testid: 'storey', ...storey, value: toPercent(rule.storeyHeight) }}
        onChange={(percent) => onChange({ ...rule, storeyHeight: toPart(percent) })}
      />
      <NumberField
        {...{ label: 'scene.topStorey', testid: 'top-storey', ...storey }}
        value={toPercent(rule.topStoreyHeight ?? rule.storeyHeight)}
        onChange={(percent) => onChange({ ...rule, topStoreyHeight: toPart(percent) })}
      />
      <NumberField
        {...{ label: 'scene.lowestFloor', testid: 'lowest-floor', min: 0, max: 200, value: rule.lowestFloor }}
        onChange={(lowestFloor) => onChange({ ...rule, lowestFloor })}
      />
      <PlaceField
        {...{ label: 'scene.ground', whole: 'scene.noGround', testid: 'rule-ground' }}
        places={drawing.areas}
        value={rule.groundArea}
        onChange={(groundArea) => onChange(groundArea === undefined ? nobodyBelow : { ...rule, groundArea })}
      />
      <p className={rules.wide}>{t('scene.fallNote')}</p>
    </>
  );
}
