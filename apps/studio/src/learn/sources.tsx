import { useTranslations } from 'next-intl';

const sources = [
  {
    text: 'L. A. Gatys, A. S. Ecker, M. Bethge: Image Style Transfer Using Convolutional Neural Networks. CVPR 2016.',
    address:
      'https://openaccess.thecvf.com/content_cvpr_2016/html/Gatys_Image_Style_Transfer_CVPR_2016_paper.html',
  },
  {
    text: 'J. Johnson, A. Alahi, L. Fei-Fei: Perceptual Losses for Real-Time Style Transfer and Super-Resolution. ECCV 2016.',
    address: 'https://arxiv.org/abs/1603.08155',
  },
  {
    text: 'K. Simonyan, A. Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition. ICLR 2015.',
    address: 'https://arxiv.org/abs/1409.1556',
  },
  {
    text: 'Y. Li, N. Wang, J. Liu, X. Hou: Demystifying Neural Style Transfer. IJCAI 2017.',
    address: 'https://arxiv.org/abs/1701.01036',
  },
  {
    text: 'D. Ulyanov, A. Vedaldi, V. Lempitsky: Instance Normalization: The Missing Ingredient for Fast Stylization. 2016.',
    address: 'https://arxiv.org/abs/1607.08022',
  },
  {
    text: 'D. C. Liu, J. Nocedal: On the limited memory BFGS method for large scale optimization. Mathematical Programming 45, 1989.',
    address: 'https://doi.org/10.1007/BF01589116',
  },
];

export function Sources() {
  const t = useTranslations('learn');
  return (
    <ul className="flex flex-col gap-2">
      {sources.map(({ text, address }) => (
        <li key={address}>
          <span lang="en">{text}</span>{' '}
          <a href={address} className="underline decoration-line underline-offset-4 hover:decoration-seal">
            {t('sources.read')}
          </a>
        </li>
      ))}
    </ul>
  );
}
