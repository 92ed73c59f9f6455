// From utterances to conversations: where each belongs, and what else it changes there. Wherever the
// conversations are kept, the rules are these.
#pragma once

#include "care/matching.hpp"
#include "core/utterance.hpp"

#include <functional>
#include <string>
#include <vector>

namespace rw::care {

struct Filed {
    Place place;
    Utterance said;
};

/// What arrived, by what it is to us; the rest is dropped.
struct Mail {
    std::vector<Filed> filed;      ///< has its conversation, by ids alone
    std::vector<Utterance> loose;  ///< the brand's words to nobody in particular (K9)
    std::vector<Utterance> crowd;  ///< strangers under posts where fans may wait
};
void sort_into(Mail& mail, Brand const& brand, Utterance said);

/// The post under which the brand says something to nobody in particular.
WeiboId post_of(Utterance const& loose);
/// Whether a reply calls somebody by name, and so may be meant for another than whom it answers (K12).
bool calls_somebody(Utterance const& reply);

/// Under the brand's words that are kept with a post (`record`): the conversations in which a reply may stand
/// that was meant for a fan of this name (K12).
std::vector<ConversationId> strays_for(AccountId const& account, Conversation const& record,
                                       std::string const& name);

/// Where the conversations are kept.
class Cabinet {
public:
    virtual ~Cabinet() = default;
    /// Nothing when there is none.
    virtual Conversation* look_up(ConversationId const& id) = 0;
    /// The one that is there, or an empty one.
    virtual Conversation& open(ConversationId const& id) = 0;
    /// Those under a post to whom words of the brand may belong: at least all who wait there.
    virtual std::vector<Conversation*> under(WeiboId post) = 0;
    virtual void changed(Conversation const& talk) = 0;
};

/// Adds what arrived to the conversations of a cabinet.
class Filing {
public:
    /// Who alone was on duty then; empty: nobody, or several (K8).
    using Duty = std::function<std::string(TimePoint)>;
    Filing(Brand const& brand, Policy const& policy, Duty alone_on_duty, Cabinet& cabinet);

    void add(Mail const& mail);
    void add(Filed const& filed);
    void add_loose(Utterance const& said);
    void add_crowd(Utterance const& said);

    int messages() const { return messages_; }  ///< of fans, new ones
    int replies() const { return replies_; }

private:
    Conversation& record_of(WeiboId post);
    void add_words(Conversation& talk, Filed const& filed);
    void add_reply(Conversation& talk, Filed const& filed);
    void find_answers(Conversation& talk, TimePoint since);
    void find_strays(Conversation& talk, WeiboId post, Event const& reply);
    void correct(Conversation& talk, Event const& reply);
    void put(Conversation& talk, Event event);
    void put_spread(Conversation& talk, Utterance const& said);
    void put_judged(Conversation& talk, Event reply);
    void judge(Conversation const& talk, Event& reply) const;
    void judge_unjudged(Conversation& talk);

    Brand const& brand_;
    Policy const& policy_;
    Duty alone_on_duty_;
    Cabinet& cabinet_;
    int messages_ = 0;
    int replies_ = 0;
};

}  // namespace rw::care
