# Workers without public addresses, in a network of their own; FlexRS.
provider "google" {
  project = "my-project"
  region  = "europe-west1"
}

module "analytix" {
  source = "../.."

  project_id = "my-project"
  region     = "europe-west1"
  location   = "EU"

  create_network = true
  flexrs         = true
  max_workers    = 4

  template_image = "europe-west1-docker.pkg.dev/my-project/analytix/analytix-nightly@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}
