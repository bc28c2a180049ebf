import { useTranslations } from 'next-intl';
import { Facts } from '@/ui/facts.tsx';

/** The field's terms, with what each is called in the other language. */
const terms = [
  ['content', 'content', '内容'],
  ['style', 'style', '风格'],
  ['lossNetwork', 'loss network', '损失网络'],
  ['transformationNetwork', 'image transformation network', '图像转换网络'],
  ['featureMap', 'feature map', '特征图'],
  ['gramMatrix', 'Gram matrix', '格拉姆矩阵'],
  ['covariance', 'covariance', '协方差'],
  ['instanceNorm', 'instance normalization', '实例归一化'],
  ['residualBlock', 'residual block', '残差块'],
  ['totalVariation', 'total variation', '全变差'],
  ['spectrum', 'spectrum', '频谱'],
  ['grain', 'grain', '颗粒'],
  ['iteration', 'iteration', '迭代'],
  ['checkpoint', 'checkpoint', '检查点'],
  ['optimizer', 'optimizer', '优化器'],
] as const;

export function Glossary() {
  const t = useTranslations('learn.glossary');
  return (
    <dl className="grid gap-x-10 gap-y-5 md:grid-cols-2">
      {terms.map(([key, english, chinese]) => (
        <div key={key}>
          <dt className="font-medium">
            <Facts of={[<span lang="en">{english}</span>, <span lang="zh">{chinese}</span>]} />
          </dt>
          <dd className="mt-1 text-soft">{t(key)}</dd>
        </div>
      ))}
    </dl>
  );
}
