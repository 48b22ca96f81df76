const forwards = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  "qwertyuiop[]asdfghjkl;'zxcvbnm,./",
  'azertyuiopqsdfghjklmwxcvbn',
  'qwertzuiopasdfghjklyxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'zaq12wsxcde34rfv',
  'qazwsxedcrfvtgbyhnujmikolp',
  'a1b2c3d4e5f6g7h8i9j0',
  '1234567890qwertyuiop',
  '1234567890abcdefghij',
  'abcdefghij1234567890',
  'asdfghjkl1234567890',
  'qwerty1234567890',
  'qwertyuiop1234567890',
];

/** What fingers do by themselves, in both directions. */
export const keyboardWalks: readonly string[] = [
  ...forwards,
  ...forwards.map((walk) => Array.from(walk).reverse().join('')),
];

/**
 * The words that public lists of leaked passwords (rockyou, SecLists) are made of, with or without digits around them, and
 * those of this trade and country. Shorter ones count too: with digits they become long enough.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `password passwort passw passwd pass mypassword thepassword newpassword changepassword password1 passwordpassword
  passphrase secretpassword yourpassword qwerty qwertyuiop qwertyu qwert qwertyqwerty asdf asdfgh asdfghjkl asdfasdf
  zxcvbn zxcvbnm azerty qazwsx abc abcd abcde abcdef abcdefg abcdefgh admin administrator adminadmin root toor user username
  guest test testing tester testtest testpassword demo default login signin letmein letmeinnow welcome welcomehome
  welcomeback hello hellohello helloworld hey hi goodmorning goodbye iloveyou iloveu iloveme ilovegod ilovemyself
  iloveyousomuch ilovemom loveyou loveme lovelove lover lovers loveforever truelove mylove babygirl babyboy baby babybaby
  princess prince queen king kingkong angel angels sunshine moonlight starlight rainbow butterfly flower flowers rose
  daisy lily blossom cherry strawberry chocolate cookie cookies cupcake candy sugar honey sweety sweetheart sweetie dragon
  tiger lion monkey panda elephant dolphin puppy kitty kitten doggie dog cat pokemon pikachu naruto batman superman spiderman ironman
  avengers hulk thor captain starwars skywalker jedi matrix harrypotter hogwarts gandalf minecraft fortnite roblox freefire pubg
  football baseball basketball soccer cricket hockey tennis golf liverpool chelsea arsenal barcelona realmadrid manchester
  manchesterunited ronaldo messi sachin tendulkar dhoni viratkohli kohli rohit chennaisuperkings mumbaiindians shadow
  master hunter killer ranger warrior ninja samurai phoenix falcon eagle mustang ferrari porsche mercedes yamaha honda harley
  corvette camaro lamborghini samsung nokia iphone android google facebook whatsapp instagram youtube gmail yahoo hotmail outlook
  microsoft windows linux ubuntu apple internet computer laptop server network security secret secure private access
  trustno trustnoone whatever nothing something anything everything forever freedom liberty america american england london
  newyork california texas canada australia germany france mexico brazil india indian bharat hindustan jaihind jaimatadi
  jaishriram jaishreeram jaishreekrishna harekrishna radheradhe radhekrishna krishna ganesh ganesha shiva mahadev omnamahshivaya omsairam saibaba hanuman
  lakshmi saraswati durga rama shriram waheguru allah bismillah mohammed jesus jesuschrist jesusloves godisgood godislove
  mumbai delhi newdelhi kolkata chennai bangalore bengaluru hyderabad pune ahmedabad jaipur lucknow kerala punjab gujarat
  maharashtra rahul priya amit sunita rajesh suresh ramesh mahesh deepak sanjay vijay ajay anita kavita pooja neha
  arjun karan rohan aarav michael michelle jennifer jessica ashley amanda daniel david robert thomas charlie george jordan
  matthew andrew anthony joshua nicole hannah samantha elizabeth victoria alexander christian patrick william richard
  maria carlos sophie andrea monica family friends friend mother father mommy daddy mummy papa mama sister brother
  summer winter spring autumn january february march april june july august september october november december monday
  tuesday wednesday thursday friday saturday sunday birthday christmas happy happiness smile lucky success money
  business company office manager employee staff doctor doctors hospital clinic medicine medicines pharmacy pharmacist
  homeopathy homoeopathy homeopathic homoeopathic hahnemann remedy remedies tincture mothertincture arnica belladonna
  nuxvomica pulsatilla sulphur shop shopping store cashier customer changeme changemenow changethis pleasechange temp
  temporary temppassword blink rockyou blahblah metallica nirvana slipknot linkinpark eminem beyonce justinbieber onedirection
  batista johncena undertaker maverick mercury jupiter saturn galaxy universe diamond crystal silver golden platinum
  purple orange yellow green black white blue red pink asdfjkl qweasd qweasdzxc zaqwsx poiuytrewq lkjhgfdsa mnbvcxz`.split(
    /\s+/,
  ),
);
