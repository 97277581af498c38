# ruff: noqa: E501  (a list of words reads better unbroken)
"""Places, peoples, companies, products and famous surnames: what a capital means to somebody who reads newspapers."""

from typing import Final

PLACES: Final = """
Africa America Asia Europe Oceania Antarctica Arctic Atlantic Pacific Mediterranean Caribbean Balkans Scandinavia Britain
Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois Indiana Iowa Kansas
Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Hampshire
Jersey Mexico York Carolina Dakota Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming
Angeles Chicago Houston Phoenix Philadelphia Antonio Diego Dallas Austin Jacksonville Francisco Columbus Indianapolis
Seattle Denver Boston Nashville Detroit Portland Vegas Memphis Louisville Baltimore Milwaukee Albuquerque Tucson Fresno
Sacramento Atlanta Miami Oakland Minneapolis Tulsa Tampa Orleans Cleveland Honolulu Anaheim Pittsburgh Cincinnati Newark
Orlando Buffalo Brooklyn Manhattan Queens Bronx Hollywood Broadway Toronto Montreal Vancouver Ottawa Calgary Edmonton Quebec
Ontario Alberta Manitoba Sydney Melbourne Brisbane Perth Adelaide Auckland Wellington Paris Lyon Marseille Nice Bordeaux
Berlin Munich Hamburg Frankfurt Cologne Stuttgart Vienna Zurich Geneva Basel Bern Brussels Antwerp Amsterdam Rotterdam Hague
Copenhagen Stockholm Oslo Helsinki Reykjavik Warsaw Krakow Prague Budapest Bucharest Sofia Belgrade Zagreb Athens Istanbul
Ankara Izmir Moscow Petersburg Kiev Kyiv Minsk Tallinn Riga Vilnius Madrid Barcelona Seville Valencia Lisbon Porto Rome Milan
Naples Venice Florence Turin Palermo Tokyo Osaka Kyoto Beijing Shanghai Shenzhen Seoul Pyongyang Taipei Bangkok Hanoi Saigon
Jakarta Bali Manila Singapore Lumpur Delhi Mumbai Bombay Calcutta Kolkata Chennai Madras Bangalore Hyderabad Karachi Lahore
Islamabad Kabul Kandahar Dhaka Colombo Kathmandu Tehran Baghdad Basra Mosul Fallujah Najaf Samarra Kirkuk Damascus Aleppo
Beirut Amman Jerusalem Aviv Gaza Ramallah Hebron Cairo Alexandria Tripoli Tunis Algiers Casablanca Rabat Riyadh Jeddah Mecca
Dubai Doha Kuwait Bahrain Muscat Lagos Abuja Accra Nairobi Mombasa Kampala Addis Ababa Khartoum Kinshasa Johannesburg Durban
Pretoria Cape Harare Lusaka Mogadishu Havana Bogota Lima Quito Santiago Caracas Buenos Aires Montevideo Brasilia Paulo Janeiro
London Westminster Whitehall Downing Heathrow Gatwick Thames Wembley Yorkshire Lancashire Cumbria Northumberland Devon Dorset
Cornwall Somerset Wiltshire Hampshire Surrey Kent Sussex Essex Suffolk Norfolk Cambridgeshire Lincolnshire Nottinghamshire
Derbyshire Staffordshire Cheshire Shropshire Worcestershire Warwickshire Northamptonshire Bedfordshire Hertfordshire
Buckinghamshire Oxfordshire Berkshire Gloucestershire Herefordshire Leicestershire Rutland Merseyside Tyneside Teesside Wirral
Dublin Cork Galway Limerick Belfast Derry Donegal Kerry Edinburgh Glasgow Aberdeen Dundee Inverness Stirling Perth Fife Lothian
Cardiff Swansea Newport Wrexham Gwynedd Powys Anglesey Texas Kashmir Punjab Bengal Kerala Gujarat Sindh Balochistan Crimea
Donetsk Chechnya Tibet Xinjiang Darfur Ukraine Russia USSR USA UK EU UAE Israel Palestine Iraq Iran Syria Egypt Libya
"""
PEOPLES: Final = """
American British English Scottish Welsh Irish French German Italian Spanish Portuguese Dutch Belgian Swiss Austrian Danish
Swedish Norwegian Finnish Icelandic Polish Czech Slovak Hungarian Romanian Bulgarian Greek Turkish Cypriot Maltese Albanian
Serbian Croatian Bosnian Slovenian Macedonian Russian Ukrainian Belarusian Lithuanian Latvian Estonian Georgian Armenian
Chechen Kurdish Arab Iraqi Iranian Persian Syrian Lebanese Jordanian Palestinian Israeli Egyptian Libyan Tunisian Algerian
Moroccan Sudanese Ethiopian Somali Kenyan Ugandan Tanzanian Nigerian Ghanaian Zimbabwean African Indian Pakistani Bangladeshi
Nepalese Afghan Chinese Japanese Korean Vietnamese Thai Malaysian Indonesian Filipino Australian Canadian Mexican Cuban
Jamaican Brazilian Argentine Colombian Chilean Peruvian European Asian Latin Muslim Islamic Christian Catholic Protestant
Anglican Jewish Hindu Sikh Buddhist Shiite Shia Sunni Sunnis Shiites Mormon Republican Democrat Democrats Republicans Tory
Labour Conservative Communist Nazi Soviet Bolshevik Roma Traveller Americans Germans Russians Iraqis Israelis Palestinians
Arabs Muslims Christians Jews Hindus Sikhs Kurds Turks Greeks Poles
"""
BODIES: Final = """
Google Microsoft Apple Amazon Facebook Twitter Yahoo Intel IBM Dell HP Oracle Cisco Sony Samsung Nokia Motorola Toshiba Canon
Nikon Panasonic Philips Siemens Bosch Adobe Netscape Mozilla AOL Ebay Paypal Youtube Instagram Whatsapp Snapchat Linkedin
Netflix Spotify Uber Airbnb Skype Zoom Dropbox Salesforce Wikipedia Reddit Tumblr Pinterest Myspace Blackberry Android Windows
Tesco Asda Sainsbury Morrisons Aldi Lidl Waitrose Argos Ikea Boots Superdrug Primark Debenhams Selfridges Harrods Walmart
Costco Target Kmart Sears Macy Starbucks Costa Greggs Subway Wendy Nando Domino Pizza KFC Burger McDonald McDonalds Coca Cola
Pepsi Nestle Cadbury Kellogg Unilever Heinz Nike Adidas Puma Reebok Gucci Prada Chanel Rolex Ford Toyota Honda Nissan Mazda
Lexus BMW Audi Volkswagen Volvo Renault Peugeot Citroen Fiat Vauxhall Jaguar Porsche Ferrari Bentley Tesla Chevrolet Chrysler
Boeing Airbus Lufthansa Ryanair Easyjet Emirates Virgin Eurostar Hyatt Hilton Marriott Sheraton Ritz Shell BP Exxon Mobil
Chevron Texaco Valero Enron Gazprom Halliburton Barclays HSBC Lloyds Natwest Santander Halifax Nationwide Citibank Citigroup
Goldman Sachs Lehman Merrill Lynch Deloitte KPMG Accenture Capita Serco Vodafone Orange Verizon AT&T Comcast Sky BBC ITV CNN
NBC CBS ABC ESPN Reuters Bloomberg Guardian Telegraph Independent Observer Mirror Herald Tribune Gazette Post Journal Newsweek
Disney Pixar Marvel Warner Universal Paramount Nintendo Xbox Playstation Lego Barbie Arsenal Chelsea Everton Tottenham Spurs
Liverpool Celtic Rangers Barcelona Juventus Bayern Lakers Yankees Cowboys Giants Patriots NATO UNESCO UNICEF OPEC WHO IMF FBI
CIA NSA NASA FDA EPA IRS SEC FIFA UEFA NFL NBA NHL MLB NHS HMRC DWP DVLA ICO Ofsted Ofcom Unison Unite GMB Oxfam Greenpeace
Hamas Fatah Hezbollah Qaeda Qaida Taliban ISIS Likud Pentagon Kremlin Congress Senate Parliament Harvard Yale Princeton
Stanford MIT Oxfam Barnardo Shelter Mencap Samaritans Royal Halloween Thanksgiving Xmas Oscar Oscars Grammy Grammys Olympics
iPhone iPad iPod Excel Word Outlook Powerpoint Sharepoint Photoshop Acrobat Kindle Viagra Prozac Botox Internet Web PDF
"""
FAMOUS: Final = """
Washington Jefferson Lincoln Roosevelt Truman Eisenhower Kennedy Johnson Nixon Ford Carter Reagan Bush Clinton Obama Trump
Biden Cheney Gore Kerry Edwards McCain Romney Palin Sanders Powell Rice Rumsfeld Wolfowitz Albright Kissinger Greenspan
Bernanke Yellen Giuliani Bloomberg Schwarzenegger Churchill Attlee Macmillan Wilson Heath Callaghan Thatcher Major Blair Brown
Cameron Clegg Miliband Corbyn Johnson Sunak Truss Starmer Prescott Straw Osborne Farage Salmond Sturgeon Gladstone Disraeli
Merkel Schroeder Kohl Adenauer Hitler Goebbels Himmler Chirac Mitterrand Sarkozy Hollande Macron Gaulle Berlusconi Prodi
Mussolini Aznar Zapatero Franco Rajoy Putin Medvedev Yeltsin Gorbachev Brezhnev Khrushchev Stalin Lenin Trotsky Marx Engels
Yushchenko Yanukovych Tymoshenko Zelensky Poroshenko Lukashenko Milosevic Karadzic Mladic Tito Ceausescu Walesa Havel Orban
Erdogan Ataturk Arafat Abbas Haniyeh Meshaal Yassin Rantisi Dahlan Barghouti Qureia Sharon Netanyahu Peres Rabin Barak Olmert
Meir Begin Dayan Nasrallah Hariri Jumblatt Assad Mubarak Nasser Sadat Morsi Sisi Gaddafi Qaddafi Saddam Hussein Allawi Jaafari
Maliki Talabani Barzani Chalabi Sistani Sadr Zarqawi Zawahiri Laden Omar Karzai Ghani Massoud Dostum Musharraf Bhutto Sharif
Zardari Gandhi Nehru Singh Vajpayee Modi Advani Jinnah Ahmadinejad Khamenei Khomeini Rafsanjani Khatami Rouhani Mossadegh
Pahlavi Annan Ghali Waldheim Ban Guterres Blix ElBaradei Mandela Mbeki Zuma Tutu Mugabe Tsvangirai Nkrumah Kenyatta Obasanjo
Jonathan Buhari Gbagbo Kagame Museveni Castro Guevara Chavez Maduro Morales Peron Pinochet Allende Lula Bolsonaro Fox Calderon
Mao Deng Jiang Hu Xi Koizumi Abe Hirohito Kim Suharto Sukarno Marcos Aquino Mahathir Howard Rudd Gillard Turnbull Trudeau
Harper Chretien Shakespeare Dickens Austen Orwell Tolkien Rowling Hemingway Tolstoy Dostoevsky Kafka Goethe Dante Homer Plato
Aristotle Socrates Einstein Newton Darwin Freud Hawking Curie Edison Tesla Gates Jobs Zuckerberg Bezos Musk Buffett Murdoch
Branson Picasso Monet Gogh Rembrandt Leonardo Michelangelo Mozart Beethoven Bach Wagner Verdi Elvis Presley Lennon McCartney
Jagger Bowie Madonna Jackson Beyonce Rihanna Bieber Swift Spielberg Hitchcock Lucas Scorsese Tarantino Hanks Cruise Pitt Jolie
Clooney DiCaprio Winslet Beckham Ronaldo Messi Rooney Federer Nadal Djokovic Murray Williams Woods Ali Tyson Schumacher
Hamilton Jordan LeBron Armstrong Bolt Pele Maradona Zidane Mourinho Ferguson Wenger
"""
