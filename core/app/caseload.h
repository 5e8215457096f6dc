// SPDX-License-Identifier: Apache-2.0
// Caseload: questions about what the caseload is made of, turned from the API's words into numbers
// and back.
#pragma once

#include "app/desk.h"
#include "app/imports.h"
#include "caseload/v1/caseload_service.pb.h"
#include "facts/facts.h"
#include "mix/measures.h"
#include "mix/mix.h"
#include "taxonomy/packs.h"

namespace caseload::app {

struct Then;

class Caseload {
 public:
  Caseload(const Desk& desk, const facts::Facts& facts, const taxonomy::Packs& packs,
           const Imports& imports)
      : desk_(desk),
        facts_(facts),
        packs_(packs),
        imports_(imports),
        mix_(facts, packs),
        measures_(packs) {}

  Result<v1::GetMixResponse> Mix(const v1::GetMixRequest& request);
  Result<v1::GetWorkerCaseloadResponse> OfWorker(const v1::GetWorkerCaseloadRequest& request);
  Result<v1::ListMeasuresResponse> ListMeasures(const v1::ListMeasuresRequest& request) const;
  Result<v1::GetMeasureResponse> Measure(const v1::GetMeasureRequest& request) const;

 private:
  Result<mix::Question> ToQuestion(const v1::GetMixRequest& request, const Then& then) const;
  // Filters name workers and teams by id, columns by number.
  Result<std::string> NumberOf(store::Kind kind, const std::string& id) const;
  // And answers the other way round, with a name.
  Outcome NameKeys(v1::GetMixResponse& response) const;
  Result<bool> MustSuppress(const mix::MeasureDef& definition, const mix::MeasureValue& value,
                            int year, std::uint64_t sequence) const;
  Outcome NameKey(v1::MixDimension dimension, v1::MixKey& key) const;

  const Desk& desk_;
  const facts::Facts& facts_;
  const taxonomy::Packs& packs_;
  const Imports& imports_;
  mix::Mix mix_;
  mix::Measures measures_;
};

}  // namespace caseload::app
