-- Losses by name, so that the objective may get or lose a term without a change here.
ALTER TABLE "Metric" ADD COLUMN "losses" JSON, ADD COLUMN "means" JSON;
UPDATE "Metric" SET
  "losses" = json_build_object('content', "content", 'style', "style", 'totalVariation', "totalVariation", 'palette', "palette", 'range', "range", 'total', "total"),
  "means" = json_build_object('content', "meanContent", 'style', "meanStyle", 'totalVariation', "meanTotalVariation", 'palette', "meanPalette", 'range', "meanRange", 'total', "meanTotal");
ALTER TABLE "Metric"
  ALTER COLUMN "losses" SET NOT NULL,
  ALTER COLUMN "means" SET NOT NULL,
  DROP COLUMN "content",
  DROP COLUMN "style",
  DROP COLUMN "totalVariation",
  DROP COLUMN "palette",
  DROP COLUMN "range",
  DROP COLUMN "total",
  DROP COLUMN "meanContent",
  DROP COLUMN "meanStyle",
  DROP COLUMN "meanTotalVariation",
  DROP COLUMN "meanPalette",
  DROP COLUMN "meanRange",
  DROP COLUMN "meanTotal";

-- JSON keeps their order, which JSONB does not.
ALTER TABLE "Checkpoint" ALTER COLUMN "heldOut" TYPE JSON USING CASE WHEN jsonb_typeof("heldOut") = 'object' THEN
  json_strip_nulls(json_build_object('content', "heldOut" -> 'content', 'style', "heldOut" -> 'style', 'totalVariation', "heldOut" -> 'totalVariation', 'palette', "heldOut" -> 'palette', 'range', "heldOut" -> 'range', 'total', "heldOut" -> 'total')) END;
