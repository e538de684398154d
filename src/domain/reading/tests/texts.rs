//! Sample texts for comparing the formulas with another program.
//!
//! They were written for this test; no patient said or received them.

pub(super) const STANDARDS: &str = "\
We will tell you how long you will wait, and why. We will say sorry if we are late. You will meet
your nurse before the first test. She will give you her name and her number. You can ring her on any
weekday, and she will ring back the same day.";

pub(super) const LETTER: &str = "\
Thank you for coming to the clinic on Tuesday. We took a small sample from the lump in your left
breast. The result will be ready in seven days. Please come back on the second of June at ten. You
may bring a friend or somebody from your family. A nurse will sit with you while the doctor talks,
and she will stay for as long as you like. If you would rather hear by telephone, ring us before
Friday.";

pub(super) const LEAFLET: &str = "\
After the operation you may feel sore for a week or two. Take the tablets that we gave you, even on
days when it does not hurt much. Keep the dressing dry until the nurse has seen it. You can wash
with a cloth, but do not have a bath yet.

Move your arm every day. Lift it to the side as far as it goes without pain, hold it there and count
to five. Do this ten times in the morning and ten times at night. It stops the shoulder from getting
stiff.

Ring us at once if the wound is hot or red, if it smells, or if you have a fever. Do not wait for
the next appointment. There is always somebody on the ward who can help, also at night and at the
weekend.";

pub(super) const MINUTES: &str = "\
The multidisciplinary team considered the recommendations of the patient experience survey.
Dissatisfaction with communication regarding appointment delays was particularly evident among
individuals receiving treatment for secondary disease. It was agreed that information concerning
anticipated waiting times should be provided at reception. The operational manager will investigate
the feasibility of electronic displays. Additional administrative capacity would be necessary.";

pub(super) const POLICY: &str = "\
In accordance with the organisational policy on communication, all correspondence regarding
investigations, diagnosis and subsequent treatment recommendations should be distributed to patients
and their general practitioners within five working days of the relevant consultation, unless
exceptional circumstances necessitate further multidisciplinary discussion. Responsibility for
compliance remains with the individual consultant. Departmental administrators will undertake
quarterly evaluation of performance, and opportunities for improvement will be identified and
communicated to the appropriate operational management committee.";

pub(super) const STORY: &str = "\
I sat in the gown for two hours. It was cold. Nobody came. I could hear the nurses talk behind the
door, and I heard my name once. Then a man came in and asked me to lie down. He did not say who he
was. I asked him if it was bad news. He said that he only took the pictures. I went home and did not
sleep. In the morning I rang, and rang again, and at noon a woman picked up. She was kind. She told
me to come in at three. She had all the papers there, and she took the time to go through them with
me, line by line. I will never forget her. But I wish it had been like that on the first day.";

pub(super) const GOAL: &str = "\
Ring every person who has had a biopsy within two working days of the result, so that nobody learns
it from a letter. A breast care nurse makes the call, and writes down what was said for the team.";

pub(super) const BOOKLET: &str = "\
This booklet says what you can expect from us. Patients and the hospital team wrote it together in
November. We looked at what people said about their care, and we talked about it for two hours. Then
all of us voted. Patients and staff counted the same.

Not everything can be done in one year. We chose five goals that we have the money and the time for.
Each of them has somebody who looks after it, and a date. In six months we will look again, and we
will tell you what has happened.

Some things we cannot change ourselves. The car park belongs to the council, and the building is too
small. We have asked the people who decide about this, and we have told them what it means for you.

If your care is not like this, please tell us. You can talk to any nurse, write to us, or ring the
patient advice service. You will not be treated any differently because you complained. We would
rather know.

Information in this booklet was checked in December. Ask us if you need it in large print, in
another language or as a recording.";

pub(super) const EVALUATION: &str = "\
Approximately sixty per cent of respondents reported that they understood the explanation of their
diagnosis completely. Satisfaction was considerably lower among younger patients, several of whom
described difficulties in obtaining information about fertility. The availability of psychological
support varied between locations. Participants frequently mentioned the contribution of specialist
nurses. One participant said that her nurse was the only person who had ever asked how she was
managing at home. Continuity was important to nearly everybody. Waiting areas were criticised for a
lack of privacy, and the temperature in the changing rooms was mentioned repeatedly. The
recommendations below are arranged by theme.";

pub(super) const LISTS: &str = "\
Bring these with you: your letter, a list of your medicines, and your glasses. Wear a top that opens
at the front. Eat and drink as usual. The visit takes about three hours, because we do all the tests
on the same day. There is a café on the ground floor. Is somebody coming with you? That is fine! You
are welcome to bring a friend, a partner or an interpreter. We can book an interpreter if you ask us
three days before.";
