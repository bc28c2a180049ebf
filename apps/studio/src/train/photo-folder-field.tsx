import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { PhotoFolder } from '@/contracts/photo-folder.ts';
import { SelectField } from '@/ui/field.tsx';

interface PhotoFolderFieldProps {
  folders: PhotoFolder[];
  /** '': the built-in photos. */
  folder: string;
  onFolder: (folder: string) => void;
}

/** Which photos the network learns on. */
export function PhotoFolderField({ folders, folder, onFolder }: PhotoFolderFieldProps) {
  const t = useTranslations('train');
  return (
    <div>
      <SelectField label={t('photos')} value={folder} onChange={(event) => onFolder(event.target.value)}>
        <option value="">{t('builtInPhotos')}</option>
        {folders.map(({ name, photos }) => (
          <option key={name} value={name}>
            {photos === null ? name : t('photosCount', { name, count: photos })}
          </option>
        ))}
      </SelectField>
      <Link href="/datasets" className="mt-1 inline-block text-xs text-soft underline underline-offset-4">
        {t('photosHint')}
      </Link>
    </div>
  );
}
