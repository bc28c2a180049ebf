import type { Locale } from './locale.ts';

interface Label {
  title: string;
  artist: string | null;
  year: string | null;
  licence: string | null;
  source: string | null;
}
/** A style, or what a run or a painting says of it. A user's own slug begins with `~`, so that it is none of these. */
type Named = { slug: string; title: string } & Partial<Label>;

const VAN_GOGH = '文森特·梵高';
const HOKUSAI = '葛饰北斋';

/** Titles and artists of the built-in styles as they are called in Chinese. */
const styles: Record<string, { title: string; artist: string }> = {
  'cafe-terrace': { title: '夜晚的咖啡馆露台', artist: VAN_GOGH },
  'church-at-auvers': { title: '奥维尔教堂', artist: VAN_GOGH },
  'composition-viii': { title: '构成第八号', artist: '瓦西里·康定斯基' },
  'great-wave': { title: '神奈川冲浪里', artist: HOKUSAI },
  mosaic: { title: '奥维尔街道马赛克', artist: `Atelier，仿${VAN_GOGH}` },
  scream: { title: '呐喊', artist: '爱德华·蒙克' },
  'starry-night': { title: '星月夜', artist: VAN_GOGH },
  summertime: { title: '夏日时光', artist: '玛丽·卡萨特' },
  'woman-holding-a-fan': { title: '持扇女子', artist: HOKUSAI },
};

/** What the sample photos show, by what they say in English. */
const photos: Record<string, string> = {
  'Egeskov castle mirrored in its lake': '倒映在湖中的伊埃斯科城堡',
  'A ginger kitten behind a wooden beam': '木梁后的橘色小猫',
  'Rowing boats on a lake shore at sunset': '夕阳下湖边的小船',
  'A red panda on a branch': '树枝上的小熊猫',
  'The terraces and peak of Machu Picchu': '马丘比丘的梯田与山峰',
  'The Brandenburg Gate lit at dusk': '暮色中亮灯的勃兰登堡门',
  'A scarlet macaw': '绯红金刚鹦鹉',
  'Nagoya castle on its stone base': '石基上的名古屋城',
  'A windmill on the island of Fanø': '法诺岛上的风车',
  'A path into the Picos de Europa mountains': '通往欧罗巴山的小路',
};

const year = (text: string) => text.replace(/^c\. (.*)$/, '约 $1').replace(/\d+$/, '$& 年');
const licence = (text: string) => (text === 'Public domain' ? '公有领域' : text);
const source = (text: string) =>
  text
    .replace(/^Debian package ([^,]+), /, 'Debian 软件包 $1：')
    .replace(' (pieces put together)', '（由拼图块拼合）')
    .replace(', without its paper border', '，去掉纸边')
    .replace(/^made by (\S+) from (\S+) \((\d+), public domain\)$/, '由 $1 根据 $2（$3 年，公有领域）制作');
const credit = (text: string) =>
  text
    .replace('a free licence', '自由许可')
    .replace(/ or /g, ' 或 ')
    .replace(', per file', '，见各文件')
    .replace(/ \(Debian: (.*)\)$/, '（Debian：$1）');

/** What comes with Atelier, as it is called in a language; what is the user's own stays as they called it. */
export function namesIn(locale: Locale) {
  const inChinese = <T extends Named>(style: T): T => {
    const known = styles[style.slug];
    if (locale !== 'zh' || !known) return style;
    return {
      ...style,
      ...known,
      ...(style.year && { year: year(style.year) }),
      ...(style.licence && { licence: licence(style.licence) }),
      ...(style.source && { source: source(style.source) }),
    };
  };
  return {
    /** The style with its label. */
    style: inChinese,
    title: (style: Named) => inChinese(style).title,
    /** Where the title stands alone: in Chinese in the marks that make it one. */
    heading: (style: Named) => (locale === 'zh' ? `《${inChinese(style).title}》` : style.title),
    photo: ({ alt }: { alt: string }) => (locale === 'zh' ? (photos[alt] ?? alt) : alt),
    credit: (text: string) => (locale === 'zh' ? credit(text) : text),
    /** Artist and year. */
    by: (style: Named) => {
      const { artist, year } = inChinese(style);
      return [artist, year].filter(Boolean).join(locale === 'zh' ? '，' : ', ');
    },
  };
}
