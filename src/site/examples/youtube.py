"""Two reports of every channel into Parquet files, and the views of each channel."""

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.transforms.external import JavaJarExpansionService
from apache_beam.transforms.external import SchemaAwareExternalTransform

# The configurations of the transforms, whose other fields have their defaults.
READ = {
    "token_records": "secretmanager:projects/my-project/secrets/youtube-*",
    "client_secrets": "secretmanager:projects/my-project/secrets/youtube-client",
    "reports": ["channel_daily", "geography_daily"],
    "lookback_days": 28,
    "output": "gs://my-bucket/youtube",
    "error_handling": {"output": "failures"},
}
REPLACE_IN_PARQUET = {
    "output": "gs://my-bucket/youtube",
}


def transform(name, config, service):
  return SchemaAwareExternalTransform(
      identifier=f"beam:schematransform:io.analytix:{name}:v1",
      expansion_service=service,
      rearrange_based_on_discovery=True,
      **config)


def main():
  service = JavaJarExpansionService("analytix-beam-expansion-service.jar")
  with beam.Pipeline(options=PipelineOptions()) as pipeline:
    read = pipeline | "Read" >> transform("youtube_analytics_read", READ, service)
    _ = read["shards"] | "Store" >> transform(
        "youtube_analytics_replace_in_parquet", REPLACE_IN_PARQUET, service)
    _ = read["failures"] | "LogFailures" >> beam.LogElements()
    _ = (
        read["channel_daily"]
        | "ChannelAndViews" >> beam.Map(lambda row: (row.channel_id, row.views or 0))
        | "SumViews" >> beam.CombinePerKey(sum)
        | "LogViews" >> beam.LogElements())


if __name__ == "__main__":
  main()
