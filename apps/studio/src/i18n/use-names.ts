import { useLocale } from 'next-intl';
import { namesIn } from './names.ts';

export const useNames = () => namesIn(useLocale());
