import { createInstance, type i18n } from 'i18next';
import { useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Title } from '../../../../devices/contracts/place.ts';
import type { TextKey, zh } from './zh.ts';

export type Language = 'zh' | 'en';
export type { TextKey };

const storageKey = 'ringward.language';

function firstLanguage(): Language {
  const chosen = localStorage.getItem(storageKey);
  if (chosen === 'zh' || chosen === 'en') return chosen;
  return /^zh\b/i.test(navigator.language) ? 'zh' : 'en';
}

/** Only the reader's own language comes with the first load. */
const load: Record<Language, () => Promise<object>> = {
  zh: async () => (await import('./zh.ts')).zh,
  en: async () => (await import('./en.ts')).en,
};

/** The page's texts, once the reader's language is there. Rejects when the gateway does not give it out. */
export async function loadTexts(): Promise<i18n> {
  const lng = firstLanguage();
  const texts = createInstance({
    lng,
    fallbackLng: false,
    resources: { [lng]: { translation: await load[lng]() } },
    interpolation: { escapeValue: false },
  });
  const follow = (language: string) => {
    document.documentElement.lang = language;
    localStorage.setItem(storageKey, language);
  };
  texts.on('languageChanged', follow);
  await texts.use(initReactI18next).init();
  return texts;
}

/** Makes a language known beside the reader's own. Rejects when the gateway does not give it out. */
export async function addLanguage(texts: i18n, language: Language): Promise<void> {
  if (texts.hasResourceBundle(language, 'translation')) return;
  texts.addResourceBundle(language, 'translation', await load[language]());
}

async function changeTo(texts: i18n, language: Language): Promise<void> {
  await addLanguage(texts, language);
  await texts.changeLanguage(language);
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
  code(group: keyof typeof zh, code: string): string;
}

export function useTexts(): Texts {
  const { t, i18n: texts } = useTranslation();
  const translate = t as unknown as Translate;
  const language: Language = texts.language === 'zh' ? 'zh' : 'en';
  // The same functions while the language is the same: what is drawn from them is not drawn anew at every tick.
  return useMemo(
    () => ({
      t: translate,
      language,
      setLanguage: (chosen) => void changeTo(texts, chosen),
      name: (title) => title[language],
      code: (group, code) => (texts.exists(`${group}.${code}`) ? translate(`${group}.${code}` as TextKey) : code),
    }),
    [translate, language, texts],
  );
}
