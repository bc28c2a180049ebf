ALTER TABLE "Style" ADD COLUMN "suitedSize" INTEGER;

-- Strokes have a size relative to the picture now. Previews and paintings at full size are what they were; the others were
-- small copies, of so many pixels on the longer side, and stay that.
UPDATE "Stylization" SET "options" = CASE
  WHEN "options"->>'preview' = 'true' THEN '{"strokes":"medium","preview":true}'::jsonb
  WHEN "options"->>'size' = 'full' THEN '{"strokes":"full","preview":false}'::jsonb
  ELSE jsonb_build_object('pixels', ("options"->>'size')::int, 'preview', false)
END WHERE "options" ? 'size';
