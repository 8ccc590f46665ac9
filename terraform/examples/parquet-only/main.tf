# Parquet files in a bucket, no BigQuery.
provider "google" {
  project = "my-project"
  region  = "europe-west1"
}

module "analytix" {
  source = "../.."

  project_id = "my-project"
  region     = "europe-west1"
  location   = "EU"

  dataset_id     = null
  parquet_output = true

  template_image = "europe-west1-docker.pkg.dev/my-project/analytix/analytix-nightly@sha256:0000000000000000000000000000000000000000000000000000000000000000"

  template_parameters = {
    reports = "channel_daily,traffic_source_daily,geography_daily"
  }
}
