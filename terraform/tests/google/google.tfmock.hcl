# What Google would have made up: for all tests of the module.
mock_resource "google_service_account" {
  defaults = {
    email  = "sa@demo-project.iam.gserviceaccount.com"
    name   = "projects/demo-project/serviceAccounts/sa@demo-project.iam.gserviceaccount.com"
    member = "serviceAccount:sa@demo-project.iam.gserviceaccount.com"
  }
}

mock_resource "google_compute_subnetwork" {
  defaults = {
    self_link = "https://www.googleapis.com/compute/v1/projects/demo-project/regions/europe-west1/subnetworks/analytix"
  }
}

mock_data "google_project" {
  defaults = { number = "123456789" }
}
