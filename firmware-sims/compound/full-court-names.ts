import type { SeededRandom } from './seeded-random.ts';

/**
 * Invented names: common surnames with words for plants, weather and colours. Nobody is meant, and as there are far fewer names
 * than people, many share one, as in any large compound.
 */
const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段';
const words = [
  ...[
    '云杉',
    '松涛',
    '竹影',
    '柏舟',
    '椴阴',
    '桐花',
    '槐序',
    '榆钱',
    '枫桥',
    '杏雨',
    '梨白',
    '橙黄',
    '柚青',
    '桂舟',
    '楠溪',
  ],
  ...[
    '荷风',
    '菊秋',
    '兰皋',
    '芷汀',
    '蒲苇',
    '芦白',
    '苔痕',
    '蕨青',
    '茶烟',
    '麦浪',
    '稻香',
    '棉桃',
    '葵阳',
    '萱草',
    '薇垣',
  ],
  ...[
    '晨露',
    '暮雪',
    '初霁',
    '微澜',
    '疏雨',
    '斜阳',
    '晚晴',
    '朝晖',
    '夜雨',
    '霜天',
    '冰河',
    '云岫',
    '虹桥',
    '雾隐',
    '星野',
  ],
  ...[
    '黛山',
    '碧溪',
    '青石',
    '白沙',
    '墨池',
    '朱檐',
    '紫陌',
    '金谷',
    '银汉',
    '绿漪',
    '赤松',
    '苍梧',
    '素衣',
    '玄圃',
    '丹崖',
  ],
  ...[
    '远山',
    '平湖',
    '长堤',
    '小桥',
    '古渡',
    '深巷',
    '高台',
    '曲径',
    '孤帆',
    '归雁',
    '鸣鹿',
    '飞鸿',
    '游鱼',
    '栖鹤',
    '流萤',
  ],
];

export const drawName = (random: SeededRandom): string => random.pick([...surnames]) + random.pick(words);

/** Eleven digits that no network gives out: they begin with 100. */
export const drawPhone = (random: SeededRandom): string =>
  `100${Array.from({ length: 8 }, () => random.int(10)).join('')}`;
