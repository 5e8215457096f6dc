// SPDX-License-Identifier: Apache-2.0
#include "rules/vignettes/guard.h"

#include <algorithm>
#include <set>

#include "base/limits.h"
#include "rules/host/guest.h"
#include "rules/vignettes/judge.h"

namespace caseload::rules {
namespace {

Error Unread(const std::string& field, const std::string& what) {
  return {v1::ERROR_REASON_FIELDS_INVALID,
          "the text cannot be read as case vignettes: " + what,
          {{field, what}}};
}

// A rule id or the code of a finding: of these words and no others refusals are made.
bool IsName(const std::string& text) {
  constexpr std::size_t kNameCharacters = 64;
  return !text.empty() && text.size() <= kNameCharacters && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
  });
}

// Why it is no story of every day.
std::string WrongWithStory(const Vignette& vignette, const CodeNumbers& numbers) {
  if (!vignette.AboutAChild()) return "is not about a child";
  if (vignette.promises.empty()) return "makes no promise for every day";
  if (vignette.settings_named) return "names settings; it is held against those in force";
  for (const auto& promise : vignette.promises) {
    if (!IsName(promise.rule) || !IsName(promise.code))
      return "promises something of a rule or a finding that has no such name";
  }
  const StoryDays days = DaysOf(vignette);
  if (days.last - days.first >= kStoryDaysOfAFile) return "lasts longer than ten years";
  if (!FactsOn(vignette, days.last, numbers)) return "asks about a case that is not there";
  return "";
}

v1::VignettePromise AsMessage(const StoryFile& file, const Promise& promise,
                              const std::string& words) {
  v1::VignettePromise message;
  message.set_vignette(file.name);
  message.set_rule(promise.rule);
  message.set_code(promise.code);
  message.set_on(FormatDate(promise.day));
  message.set_must_speak(promise.speaks);
  message.set_words(words);
  return message;
}

// The demands of stories for which the rule is asked.
template <class Wanted>
std::vector<v1::VignettePromise> Demands(std::span<const StoryFile> files, const Wanted& wanted) {
  std::vector<v1::VignettePromise> demands;
  for (const auto& file : files) {
    for (const auto& story : file.stories) {
      for (const auto& promise : story.promises) {
        if (!promise.speaks || !wanted(promise)) continue;
        demands.push_back(AsMessage(file, promise,
                                    promise.rule + " " + promise.code + " must be said by " +
                                        FormatDate(promise.day) +
                                        ", and the rule is not in force"));
      }
    }
  }
  return demands;
}

// What the rules of a set make of one story.
class Telling {
 public:
  Telling(const RuleSet& set, const Vignette& story) : set_(set), story_(story) {
    for (const auto& rule : set.List()) {
      const bool named = std::ranges::any_of(
          story.promises, [&](const auto& one) { return IsAbout(one, rule.rule_id()); });
      if (!named) continue;
      rule_ids_.push_back(rule.rule_id());
      // One that is about others is not asked about a child: it says nothing of it.
      if (!rule.subjects().empty() && std::ranges::count(rule.subjects(), "child") == 0) continue;
      asked_.push_back(rule.rule_id());
      if (rule.state() != v1::RULE_STATE_ACTIVE) failed_.insert(rule.rule_id());
    }
  }

  // The promise and what came of it instead, of each that is broken.
  std::vector<std::pair<Promise, std::string>> Broken(const CodeNumbers& numbers) {
    if (!asked_.empty()) Ask(numbers);
    std::vector<std::pair<Promise, std::string>> broken;
    for (const auto& promise : story_.promises) {
      const auto about = [&](const std::string& id) { return IsAbout(promise, id); };
      if (std::ranges::none_of(rule_ids_, about)) continue;
      if (!CanSay(promise)) {
        broken.emplace_back(promise, promise.rule + " " + promise.code +
                                         " is no finding of the rule: nothing would ever be held "
                                         "against this promise");
      } else if (const auto failed = std::ranges::find_if(failed_, about);
                 failed != failed_.end()) {
        broken.emplace_back(promise, promise.rule + " " + promise.code +
                                         " cannot be told: the rule gives no answer on a day of "
                                         "the story");
      } else if (auto words = rules::Broken(promise, first_)) {
        broken.emplace_back(promise, *std::move(words));
      }
    }
    return broken;
  }

 private:
  // One that could not be started has no catalogue: then nobody knows.
  bool CanSay(const Promise& promise) const {
    bool known = false;
    for (const auto& guest : set_.guests()) {
      if (!IsAbout(promise, guest->rule_id()) || guest->card().texts.empty()) continue;
      known = true;
      if (std::ranges::count(guest->card().texts, promise.code, &CardText::code) > 0) return true;
    }
    return !known;
  }
  void Ask(const CodeNumbers& numbers) {
    const StoryDays days = DaysOf(story_);
    std::vector<SubjectFacts> facts;
    for (Date day = days.first; day <= days.last; day = day + 1) {
      auto on_the_day = FactsOn(story_, day, numbers);
      if (!on_the_day) return failed_.insert(asked_.begin(), asked_.end());
      facts.push_back(*std::move(on_the_day));
    }
    for (const auto& id : asked_) {
      if (failed_.contains(id)) continue;
      const auto answers = set_.Ask(id, facts);
      if (!answers) {
        failed_.insert(id);
        continue;
      }
      for (std::size_t i = 0; i < answers->size(); ++i) {
        const auto& answer = (*answers)[i];
        if (!answer) {
          failed_.insert(id);
          break;
        }
        for (const auto& finding : answer->findings)
          first_.try_emplace({id, finding.code()}, days.first + static_cast<int>(i));
      }
    }
  }

  const RuleSet& set_;
  const Vignette& story_;
  std::vector<std::string> rule_ids_;  // that the story names
  std::vector<std::string> asked_;     // of these, those that are about children
  std::set<std::string> failed_;
  FirstSaid first_;
};

}  // namespace

Result<std::vector<Vignette>> ReadStories(const std::string& text, const std::string& field,
                                          const CodeNumbers& numbers) {
  auto read = ReadOrTell(text);
  if (const auto* wrong = std::get_if<Unreadable>(&read)) {
    return Unread(field, wrong->line == 0
                             ? wrong->what
                             : "line " + std::to_string(wrong->line) + " " + wrong->what);
  }
  auto& stories = std::get<std::vector<Vignette>>(read);
  int days = 0;
  for (std::size_t i = 0; i < stories.size(); ++i) {
    const auto wrong = WrongWithStory(stories[i], numbers);
    if (!wrong.empty()) return Unread(field, "story " + std::to_string(i + 1) + " " + wrong);
    const StoryDays of_story = DaysOf(stories[i]);
    days += std::max(of_story.last - of_story.first, 0) + 1;
  }
  if (days > kStoryDaysOfAFile)
    return Unread(field, "the stories together last longer than ten years");
  return std::move(stories);
}

std::vector<StoryFile> OwnStories(const Package& package) {
  std::vector<StoryFile> files;
  for (const auto& file : package.parts.files()) {
    if (!file.name().ends_with(".vignette.txt")) continue;
    auto read = ReadOrTell(file.content());
    auto* stories = std::get_if<std::vector<Vignette>>(&read);
    if (stories == nullptr) continue;  // it was validated with what can be read
    std::erase_if(*stories,
                  [](const auto& one) { return one.promises.empty() || one.settings_named; });
    if (!stories->empty()) files.push_back({file.name(), std::move(*stories)});
  }
  return files;
}

std::vector<v1::VignettePromise> BrokenBy(const RuleSet& set, std::span<const StoryFile> files,
                                          const CodeNumbers& numbers) {
  std::vector<v1::VignettePromise> all;
  for (const auto& file : files) {
    for (const auto& story : file.stories) {
      for (const auto& [promise, words] : Telling(set, story).Broken(numbers))
        all.push_back(AsMessage(file, promise, words));
    }
  }
  return all;
}

std::vector<v1::VignettePromise> BrokenInATrial(const RuleBook& like,
                                                std::span<const RuleMember> members,
                                                std::span<const StoryFile> files, Date today) {
  std::set<Date> days;
  for (const auto& member : members) {
    if (member.manifest) days.merge(DaysOfChange(*member.manifest, member.settings));
  }
  days.erase(days.begin(), days.upper_bound(today));
  days.insert(today);
  for (const Date day : days) {
    std::vector<RuleMember> on_the_day(members.begin(), members.end());
    for (auto& member : on_the_day) {
      if (member.manifest) member.settings = SettingsOn(*member.manifest, member.settings, day);
    }
    const RuleBook trial(like.worker_program(), like.words());
    auto broken = BrokenBy(*trial.Prepare(on_the_day), files, like.words().numbers);
    if (!broken.empty()) return broken;
  }
  return {};
}

std::vector<v1::VignettePromise> OpenWithout(std::span<const std::string> rule_ids,
                                             std::span<const StoryFile> files) {
  return Demands(files, [&](const Promise& promise) {
    return std::ranges::none_of(rule_ids,
                                [&](const std::string& id) { return IsAbout(promise, id); });
  });
}

std::vector<v1::VignettePromise> DemandedOf(const std::string& rule_id,
                                            std::span<const StoryFile> files) {
  return Demands(files, [&](const Promise& promise) { return IsAbout(promise, rule_id); });
}

Error BrokenError(std::span<const v1::VignettePromise> broken) {
  Error error{v1::ERROR_REASON_RULE_VIGNETTE_BROKEN,
              "the rules would break a promise of the case vignette " + broken.front().vignette() +
                  ": " + broken.front().words()};
  for (const auto& one : broken.first(std::min(broken.size(), limits::kProblemsShown)))
    error.fields.push_back({one.vignette(), one.words()});
  return error;
}

}  // namespace caseload::rules
