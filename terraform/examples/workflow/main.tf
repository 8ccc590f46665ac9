# A workflow starts the job, waits for its end, and goes on: for what depends on the tables.
provider "google" {
  project = "my-project"
  region  = "europe-west1"
}

module "analytix" {
  source = "../.."

  project_id = "my-project"
  region     = "europe-west1"
  location   = "EU"

  # The workflow launches instead.
  schedule = null

  template_image = "europe-west1-docker.pkg.dev/my-project/analytix/analytix-nightly@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

resource "google_workflows_workflow" "nightly" {
  name            = "analytix-nightly"
  region          = "europe-west1"
  service_account = module.analytix.launcher_service_account

  source_contents = yamlencode({
    main = {
      steps = [
        { launch = {
          call = "googleapis.dataflow.v1b3.projects.locations.flexTemplates.launch"
          args = {
            projectId = "my-project"
            location  = "europe-west1"
            body      = jsondecode(module.analytix.launch_bodies["nightly"])
          }
          result = "launched"
        } },
        { wait = {
          call = "sys.sleep"
          args = { seconds = 120 }
        } },
        { look = {
          call = "googleapis.dataflow.v1b3.projects.locations.jobs.get"
          args = {
            projectId = "my-project"
            location  = "europe-west1"
            jobId     = "$${launched.job.id}"
          }
          result = "job"
        } },
        { decide = {
          switch = [
            { condition = "$${job.currentState == \"JOB_STATE_DONE\"}", next = "done" },
            { condition = "$${job.currentState in [\"JOB_STATE_FAILED\", \"JOB_STATE_CANCELLED\"]}", next = "failed" },
          ]
          next = "wait"
        } },
        { failed = { raise = "$${job.currentState}" } },
        { done = { return = "$${job.id}" } },
      ]
    }
  })
}
