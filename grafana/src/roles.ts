/** How roles look: always a word too, never a colour alone. */
import { MappingType, SpecialValueMatch, type ValueMapping } from '@grafana/schema';

export const GREEN = 'green';
export const BLUE = 'blue';
export const ORANGE = 'orange';
export const RED = 'red';
export const GREY = '#808080';

type Look = { text: string; color: string };

export function valueMapping(looks: Record<string, Look>): ValueMapping[] {
  const options = Object.fromEntries(
    Object.entries(looks).map(([value, look], index) => [value, { ...look, index }]),
  );
  return [{ type: MappingType.ValueToText, options }];
}

/** A quantile of nothing is not a number. */
export const NOTHING: ValueMapping[] = [
  { type: MappingType.SpecialValue, options: { match: SpecialValueMatch.NullAndNan, result: { text: 'none' } } },
];

/** The numbers of stateNumber() in promql.ts. */
export const ROLES = valueMapping({
  0: { text: 'INIT', color: GREY },
  1: { text: 'BACKUP', color: BLUE },
  2: { text: 'MASTER', color: GREEN },
  3: { text: 'FAULT', color: RED },
  4: { text: 'STOPPED', color: GREY },
});

export const HELD = valueMapping({ 0: { text: 'no', color: GREY }, 1: { text: 'held', color: GREEN } });
export const UP = valueMapping({ 0: { text: 'down', color: RED }, 1: { text: 'up', color: GREEN } });
export const PRESENT = valueMapping({ 0: { text: 'no', color: GREY }, 1: { text: 'yes', color: RED } });
export const AGREE = valueMapping({ 0: { text: 'agree', color: GREEN }, 1: { text: 'disagree', color: RED } });
export const HELD_OUT = valueMapping({ 0: { text: 'no', color: GREY }, 1: { text: 'held out', color: ORANGE } });
export const AS_WANTED = valueMapping({ 0: { text: 'differs', color: RED }, 1: { text: 'as wanted', color: GREEN } });
export const RELOADED = valueMapping({ 0: { text: 'refused', color: RED }, 1: { text: 'in force', color: GREEN } });
