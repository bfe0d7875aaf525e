import { Button, TextInput } from '@mantine/core';
import type { Dispatch } from 'react';
import type { Title } from '../../../../devices/contracts/place.ts';
import { useTexts } from '../locales/i18n.ts';
import { flipLine, pointsOf, renameShape, type ShapeRef } from './drawing.ts';
import type { EditorAction, EditorState } from './editor-state.ts';
import classes from './scene.module.css';

const maxName = 200;

interface RowProps {
  state: EditorState;
  shape: ShapeRef;
  title: Title;
  dispatch: Dispatch<EditorAction>;
}

/** An area or line by its two names; chosen, it can be turned round. */
function NamedRow({ state, shape, title, dispatch }: RowProps) {
  const { t } = useTexts();
  const { drawing, saved, selected } = state;
  const chosen = selected?.kind === shape.kind && selected.id === shape.id;
  const known = [...saved.areas, ...saved.lines].map(({ id }) => id);
  const rename = (language: 'zh' | 'en', words: string) => {
    const renamed = renameShape(drawing, shape, { ...title, [language]: words }, known);
    dispatch({ type: 'change', drawing: renamed.drawing, selected: renamed.shape, group: `name ${language}` });
  };
  const input = (language: 'zh' | 'en') => (
    <TextInput
      size="xs"
      aria-label={`${t(language === 'zh' ? 'scene.nameZh' : 'scene.nameEn')}: ${title[language]}`}
      placeholder={t(language === 'zh' ? 'scene.nameZh' : 'scene.nameEn')}
      lang={language}
      value={title[language]}
      maxLength={maxName}
      data-testid={`name-${language}`}
      onFocus={() => {
        if (!chosen) dispatch({ type: 'select', shape });
      }}
      onChange={(event) => rename(language, event.currentTarget.value)}
    />
  );
  return (
    <li className={classes.shapeRow} data-chosen={chosen} data-testid="shape-row" data-id={shape.id}>
      <span className={classes.kind}>{t(shape.kind === 'area' ? 'scene.area' : 'scene.line')}</span>
      {input('zh')}
      {input('en')}
      {shape.kind === 'line' && (
        <Button
          size="compact-xs"
          variant="default"
          data-testid="flip"
          onClick={() => dispatch({ type: 'change', drawing: flipLine(drawing, shape.id), selected: shape })}
        >
          {t('scene.flip')}
        </Button>
      )}
    </li>
  );
}

/** All that is drawn, with its names. */
export function ShapeList({ state, dispatch }: { state: EditorState; dispatch: Dispatch<EditorAction> }) {
  const { t } = useTexts();
  const { areas, lines, masks } = state.drawing;
  const empty = areas.length + lines.length + masks.length === 0;
  return (
    <section className={classes.section} aria-labelledby="scene-shapes">
      <h3 id="scene-shapes">{t('scene.shapes')}</h3>
      {empty && <p className={classes.faint}>{t('scene.noShapes')}</p>}
      <ul className={classes.list}>
        {[...areas.entries()].map(([index, { id, name }]) => (
          <NamedRow key={`a${index}`} {...{ state, dispatch }} shape={{ kind: 'area', id }} title={name} />
        ))}
        {[...lines.entries()].map(([index, { id, name }]) => (
          <NamedRow key={`l${index}`} {...{ state, dispatch }} shape={{ kind: 'line', id }} title={name} />
        ))}
        {masks.map(({ id }, index) => {
          const shape: ShapeRef = { kind: 'mask', id };
          const chosen = state.selected?.kind === 'mask' && state.selected.id === id;
          return (
            <li key={id} className={classes.shapeRow} data-chosen={chosen} data-testid="shape-row" data-id={id}>
              <button
                type="button"
                className={classes.maskRow}
                aria-pressed={chosen}
                onClick={() => dispatch({ type: 'select', shape })}
              >
                {t('scene.maskNamed', { n: index + 1 })} ·{' '}
                {t('scene.corners', { n: pointsOf(state.drawing, shape).length })}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
