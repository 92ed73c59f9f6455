#include "tone.hpp"

#include "config/tone_folder.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "tone/judge.hpp"
#include "tone/verdict_json.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace rw::cli {
namespace {

constexpr int good = 0;
constexpr int attention = 1;
constexpr int impossible = 2;
constexpr std::uint8_t grave = 2;

tone::Tongue tongue_of(Language language) {
    return language == Language::en ? tone::Tongue::english : tone::Tongue::chinese;
}

/// One text to judge, from the command line or from a line of a batch.
struct Job {
    std::string id;
    std::string text;
    std::string to;
    bool is_reply = false;
    tone::Style style = tone::Style::plain;
    std::int64_t followers = -1;
    int verified_type = -1;
};

tone::Leanings const& shipped_thresholds() {
    static tone::Leanings const none;
    return none;
}

std::string figure(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%+.2f", value);
    return text;
}

/// Says what weighed for and against each label that was set.
void say(tone::Weighing const& weighing, std::string const& text, tone::Judge const& judge,
         Language language) {
    for (auto const& [label, all] : weighing) {
        std::cout << "  " << label << " " << figure(all.logit)
                  << (language == Language::en ? " = bias " : " = 基线 ") << figure(all.bias);
        for (auto const& part : all.parts) {
            std::cout << "  「" << tone::words_between(text, part.where.begin, part.where.end) << "」"
                      << figure(part.weight);
            if (part.rule != 0) std::cout << " (" << judge.find_rule(part.rule)->id << ")";
        }
        std::cout << (language == Language::en ? "  other " : "  其他 ") << figure(all.other) << "\n";
    }
}

template <class Verdict>
void say(Verdict const& verdict, std::string const& text, std::string const& level, Language language) {
    auto const tongue = tongue_of(language);
    std::cout << level << "\n";
    for (auto const& reason : verdict.reasons) {
        std::cout << "  " << tone::to_text(reason.label) << "  " << tone::meaning(reason.label, tongue)
                  << "：「" << tone::words_of(reason, text) << "」\n";
    }
    if constexpr (requires { verdict.delicate; }) {
        if (verdict.delicate)
            std::cout << (language == Language::en
                              ? "  B17  politics or public mourning: for the lead alone\n"
                              : "  B17  说到政治、领土或公共悼念：请负责人先看\n");
    }
    for (auto const label : verdict.labels())
        std::cout << (language == Language::en ? "  do: " : "  宜：") << tone::advice(label, tongue) << "\n";
}

std::string level_words(tone::FanVerdict const& verdict, Language language) {
    auto const level = std::to_string(verdict.risk);
    if (language == Language::en)
        return "risk " + level + (verdict.needs_reply ? ", needs a reply" : ", needs no reply");
    return "风险 " + level + (verdict.needs_reply ? "，要回" : "，不必回");
}
std::string level_words(tone::ReplyVerdict const& verdict, Language language) {
    auto const level = std::to_string(verdict.severity);
    if (!verdict.misstep) return language == Language::en ? "fine" : "可以发";
    return language == Language::en ? "misstep, severity " + level : "不妥，严重程度 " + level;
}

/// Prints one as it is wanted. `trouble`: the head that tells how likely it is trouble.
template <class Verdict, class Head>
void show(Job const& job, ToneOptions const& options, tone::Judge const& judge, tone::Scored const& scored,
          Verdict const& verdict, Head trouble) {
    auto const weighing = options.explain ? weighing_of(judge, scored, verdict) : tone::Weighing{};
    if (options.json || options.batch) {
        Json out;
        auto const score = scored.probabilities[static_cast<std::size_t>(trouble)];
        tone::write(out, verdict, job.text,
                    {static_cast<double>(score), job.id, options.explain ? &weighing : nullptr});
        std::cout << out.text() << "\n";
        return;
    }
    say(verdict, job.text, level_words(verdict, options.language), options.language);
    say(weighing, job.text, judge, options.language);
}

/// Judges and prints one; gives how grave it is.
std::uint8_t judge_one(Job const& job, ToneOptions const& options, tone::Judge const& judge) {
    if (!job.is_reply) {
        tone::FanCase const one{job.text, job.followers, job.verified_type};
        auto const scored = judge.score_fan(one);
        auto const verdict = judge.verdict_of_fan(scored, one, shipped_thresholds());
        show(job, options, judge, scored, verdict, tone::FanHead::risk_1);
        return verdict.risk;
    }
    tone::ReplyCase const one{job.to, job.text, job.style};
    auto const scored = judge.score_reply(one);
    auto const verdict = judge.verdict_of_reply(scored, one, shipped_thresholds());
    show(job, options, judge, scored, verdict, tone::ReplyHead::misstep);
    return verdict.severity;
}

std::string text_in(rapidjson::Value const& object, char const* name) {
    auto const found = object.FindMember(name);
    if (found == object.MemberEnd() || !found->value.IsString()) return {};
    return to_utf8({found->value.GetString(), found->value.GetStringLength()});
}

/// A line of tone/labels.md; its labels are ignored. Nothing when it is none.
std::optional<Job> job_in(std::string const& line) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
    if (document.HasParseError() || !document.IsObject()) return std::nullopt;
    Job job;
    job.id = text_in(document, "id");
    job.text = text_in(document, "text");
    job.to = text_in(document, "to");
    auto const side = text_in(document, "side");
    job.is_reply = side == "reply";
    if (side != "fan" && side != "reply") return std::nullopt;
    if (text_in(document, "style") == "playful") job.style = tone::Style::playful;
    auto const author = document.FindMember("author");
    if (author == document.MemberEnd() || !author->value.IsObject()) return job;
    auto const number = [&](char const* name) {
        auto const found = author->value.FindMember(name);
        return found != author->value.MemberEnd() && found->value.IsInt64() ? found->value.GetInt64() : -1;
    };
    job.followers = number("followers");
    job.verified_type = static_cast<int>(std::clamp<std::int64_t>(number("verified_type"), -1, 1000));
    return job;
}

int judge_batch(ToneOptions const& options, tone::Judge const& judge) {
    std::uint8_t gravest = 0;
    bool all_read = true;
    std::string line;
    for (int number = 1; std::getline(std::cin, line); ++number) {
        if (line.empty()) continue;
        auto const job = job_in(line);
        if (job) {
            gravest = std::max(gravest, judge_one(*job, options, judge));
        } else {
            std::cerr << "replywatch: line " << number
                      << R"(: expected {"id","side":"fan"|"reply","text",…} as in tone/labels.md)" << "\n";
            all_read = false;
        }
    }
    if (!all_read) return impossible;
    return gravest >= grave ? attention : good;
}

/// By the rules and the model of `options.folder`, or the shipped ones; nothing once its faults are said.
std::shared_ptr<tone::Judge const> judge_of(ToneOptions const& options) {
    if (options.folder.empty()) return tone::Judge::shipped_shared();
    auto made = config::judge_from(options.folder);
    for (auto const& complaint : made.complaints)
        std::cerr << complaint << "\n";
    return made.judge;
}

/// By what is shipped, and then by the folder: what a refit has changed.
std::uint8_t judge_before_and_after(Job const& job, ToneOptions const& options, tone::Judge const& after) {
    bool const english = options.language == Language::en;
    std::cout << (english ? "before (shipped): " : "改前（随附模型）：");
    judge_one(job, options, tone::Judge::shipped());
    std::cout << (english ? "after (" : "改后（") << options.folder << (english ? "): " : "）：");
    return judge_one(job, options, after);
}

}  // namespace

int judge_tone(ToneOptions const& options) {
    auto const judge = judge_of(options);
    if (!judge) return impossible;
    if (options.batch) return judge_batch(options, *judge);
    if (options.text.empty()) {
        std::cerr << "replywatch: tone: which text? expected TEXT, or --batch\n";
        return impossible;
    }
    Job job;
    job.text = to_utf8(options.text);
    job.to = to_utf8(options.reply_to);
    job.is_reply = options.is_reply;
    job.style = options.playful ? tone::Style::playful : tone::Style::plain;
    bool const both = options.explain && !options.folder.empty() && !options.json;
    auto const level = both ? judge_before_and_after(job, options, *judge) : judge_one(job, options, *judge);
    return level >= grave ? attention : good;
}

}  // namespace rw::cli
