# Tables in BigQuery, every night. Before the image is pushed, apply without template_image.
provider "google" {
  project = "my-project"
  region  = "europe-west1"
}

module "analytix" {
  source = "../.."

  project_id = "my-project"
  region     = "europe-west1"
  location   = "EU"

  template_image = "europe-west1-docker.pkg.dev/my-project/analytix/analytix-nightly@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

output "image_repository" {
  value = module.analytix.image_repository
}
