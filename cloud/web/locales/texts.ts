import { createInstance, type i18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './en.ts';
import { type TextKey, zh } from './zh.ts';

export type { TextKey };
export type Language = 'zh' | 'en';

/** Text of a key in the reader's language. */
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string;

const choiceKey = 'ringward-cloud.language';

/** What the reader chose before, else what the browser speaks. */
function firstLanguage(): Language {
  const chosen = localStorage.getItem(choiceKey);
  if (chosen === 'zh' || chosen === 'en') return chosen;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** The page's texts; nothing is fetched. */
export function createTexts(): i18n {
  const language = firstLanguage();
  const texts = createInstance({
    lng: language,
    fallbackLng: 'en',
    resources: { zh: { translation: zh }, en: { translation: en } },
    // React escapes
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = language;
  void texts.use(initReactI18next).init();
  return texts;
}

export function useTexts(): { t: Translate; language: Language; choose(language: Language): void } {
  const { t, i18n: texts } = useTranslation();
  return {
    // keys are checked against zh.ts here, so i18next's own key types are not needed
    t: t as unknown as Translate,
    language: texts.language === 'zh' ? 'zh' : 'en',
    choose: (language) => {
      localStorage.setItem(choiceKey, language);
      document.documentElement.lang = language;
      void texts.changeLanguage(language);
    },
  };
}
