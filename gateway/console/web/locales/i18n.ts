import { createInstance, type i18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Title } from '../../../../devices/contracts/place.ts';
import { en } from './en.ts';
import { type TextKey, zh } from './zh.ts';

export type Language = 'zh' | 'en';
export type { TextKey };

const storageKey = 'ringward.language';

function firstLanguage(): Language {
  const chosen = localStorage.getItem(storageKey);
  if (chosen === 'zh' || chosen === 'en') return chosen;
  return /^zh\b/i.test(navigator.language) ? 'zh' : 'en';
}

export function createTexts(): i18n {
  const texts = createInstance({
    lng: firstLanguage(),
    fallbackLng: 'en',
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  const follow = (language: string) => {
    document.documentElement.lang = language;
    localStorage.setItem(storageKey, language);
  };
  texts.on('languageChanged', follow);
  void texts.use(initReactI18next).init();
  return texts;
}

/** Text of a key in the reader's language. */
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string;

export interface Texts {
  t: Translate;
  language: Language;
  setLanguage(language: Language): void;
  /** The reader's half of a bilingual title. */
  name(title: Title): string;
  /** A code's translation in a group of texts, or the code itself where there is none. */
  code(group: 'reason' | 'fact' | 'decoding' | 'rule', code: string): string;
}

export function useTexts(): Texts {
  const { t, i18n: texts } = useTranslation();
  const translate = t as unknown as Translate;
  const language: Language = texts.language === 'zh' ? 'zh' : 'en';
  return {
    t: translate,
    language,
    setLanguage: (chosen) => void texts.changeLanguage(chosen),
    name: (title) => title[language],
    code: (group, code) => (Object.hasOwn(zh[group], code) ? translate(`${group}.${code}` as TextKey) : code),
  };
}
