import { Button } from '@mantine/core';
import { type Dispatch, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WatchRule } from '../../../../devices/contracts/camera-scene.ts';
import type { ConsoleSceneSite } from '../../watch/scene-ports.ts';
import { addLanguage, type Language, type Translate, useTexts } from '../locales/i18n.ts';
import { addRule, most, placeOf, putRule, removeRule } from './drawing.ts';
import type { EditorAction, EditorState } from './editor-state.ts';
import { createRule, missingFor, ruleKinds } from './new-rule.ts';
import { RuleForm } from './rule-form.tsx';
import { sayRule } from './rule-words.ts';
import rules from './rules.module.css';
import classes from './scene.module.css';

export interface RuleListProps {
  state: EditorState;
  site: ConsoleSceneSite;
  dispatch: Dispatch<EditorAction>;
}

/** The sentence in the guard's language, and below it in the other one: both are what colleagues read. */
function useSentences({
  state,
  site,
}: RuleListProps): (rule: WatchRule) => { own: string; other: string | undefined; otherLanguage: Language } {
  const { language } = useTexts();
  const { i18n } = useTranslation();
  const otherLanguage: Language = language === 'zh' ? 'en' : 'zh';
  const [known, setKnown] = useState(i18n.hasResourceBundle(otherLanguage, 'translation'));
  useEffect(() => {
    // Without it the sentence stands in the reader's own language alone.
    void addLanguage(i18n, otherLanguage).then(
      () => setKnown(true),
      () => setKnown(false),
    );
  }, [i18n, otherLanguage]);
  const say = (rule: WatchRule, spoken: Language) => {
    const t = i18n.getFixedT(spoken) as unknown as Translate;
    return sayRule(rule, { t, language: spoken, drawing: state.drawing, site });
  };
  return (rule) => ({ own: say(rule, language), other: known ? say(rule, otherLanguage) : undefined, otherLanguage });
}

function AddRule({ state, site, dispatch }: RuleListProps) {
  const { t } = useTexts();
  const { drawing, selected } = state;
  const add = (kind: WatchRule['kind']) => {
    const rule = createRule(kind, drawing, site, selected);
    if (!rule) return;
    const added = addRule(drawing, rule);
    dispatch({ type: 'change', drawing: added.drawing, rule: added.key });
  };
  const empty = drawing.areas.length + drawing.lines.length === 0;
  return (
    <div className={rules.add}>
      <strong id="scene-add">{t('scene.addRule')}</strong>
      {empty && <p className={classes.faint}>{t('scene.needShape')}</p>}
      <fieldset className={rules.chips} aria-labelledby="scene-add">
        {ruleKinds.map((kind) => {
          const missing = missingFor(kind, drawing, site);
          return (
            <Button
              key={kind}
              size="compact-sm"
              variant="default"
              disabled={missing !== undefined || drawing.rules.length >= most.rule}
              {...(missing && { title: t(missing) })}
              data-testid={`add-${kind}`}
              onClick={() => add(kind)}
            >
              + {t(`alarm.${site.raises[kind].type}`)}
            </Button>
          );
        })}
      </fieldset>
    </div>
  );
}

/** What this camera raises alarms for, each rule as a sentence that opens into its form. */
export function RuleList(props: RuleListProps) {
  const { state, site, dispatch } = props;
  const { t } = useTexts();
  const sentences = useSentences(props);
  const { drawing } = state;
  const toggle = (key: string, rule: WatchRule) => {
    const opens = state.rule !== key;
    dispatch({ type: 'open-rule', rule: opens ? key : undefined });
    const id = placeOf(rule);
    if (opens && id !== undefined) {
      dispatch({ type: 'select', shape: { kind: 'line' in rule ? 'line' : 'area', id } });
    }
  };
  return (
    <section className={classes.section} aria-labelledby="scene-rules">
      <h3 id="scene-rules">{t('scene.rules')}</h3>
      {drawing.rules.length === 0 && <p className={classes.faint}>{t('scene.noRules')}</p>}
      <ol className={classes.list}>
        {drawing.rules.map(({ key, rule }) => {
          const open = state.rule === key;
          const { own, other, otherLanguage } = sentences(rule);
          return (
            <li key={key} className={rules.rule} data-open={open} data-testid="rule" data-kind={rule.kind}>
              <button type="button" className={rules.sentence} aria-expanded={open} onClick={() => toggle(key, rule)}>
                <span data-testid="sentence">{own}</span>
                {other !== undefined && <small lang={otherLanguage}>{other}</small>}
              </button>
              {open && (
                <>
                  <RuleForm
                    {...{ rule, drawing, site }}
                    onChange={(next) =>
                      dispatch({ type: 'change', drawing: putRule(drawing, key, next), group: `rule ${key}` })
                    }
                  />
                  <Button
                    size="compact-xs"
                    variant="default"
                    data-testid="remove-rule"
                    onClick={() => dispatch({ type: 'change', drawing: removeRule(drawing, key) })}
                  >
                    {t('scene.removeRule')}
                  </Button>
                </>
              )}
            </li>
          );
        })}
      </ol>
      <AddRule {...props} />
    </section>
  );
}
